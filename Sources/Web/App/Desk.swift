import Casework
import Policy
import Service
import Values

/// What the pages and endpoints of the service reach.
struct Desk: Sendable {
  /// The policies.
  let book: PolicyBook
  /// Claims and everything that happens to them.
  let cases: CaseService
  /// Who people are.
  let accounts: Accounts
  /// What the public pages read.
  let content: PublicContent
  /// The address people use, printed on papers; nil where the service doesn't know it.
  var publicAddress: String?
  /// What time did by itself, and what of it failed.
  var dueActs = DueActs()

  /// The day it is where the policies hold.
  var today: CivilDate { cases.time.now().day }
}

extension Identity {
  /// The account as it acts.
  var actor: Actor { Actor(account: id, role: role, office: office, enterprise: enterprise) }
}

/// Accounts and sessions as the frame asks for them.
struct ServiceIdentities: IdentitySource {
  let accounts: Accounts

  func account(session id: String) async throws -> Identity? {
    do {
      let session = try await accounts.session(id)
      guard session.role != nil else { return nil }
      return Identity(session.account)
    } catch let refusal as Refusal where refusal.status == .unauthenticated {
      return nil
    }
  }

  func account(token: String) async throws -> (account: Identity, scopes: Set<String>)? {
    do {
      let use = try await accounts.use(token: token)
      return (Identity(use.account), Set(use.scopes.map(\.rawValue)))
    } catch let refusal as Refusal where refusal.status == .unauthenticated {
      return nil
    }
  }
}

extension Identity {
  init(_ account: Account) {
    self.init(id: account.id, name: account.name, role: account.role, office: account.office, enterprise: account.enterprise)
  }
}
