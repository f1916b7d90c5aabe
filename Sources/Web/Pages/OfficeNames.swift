import Casework
import Policy
import Values

extension PolicyBook {
  /// The name of an office of any procedure; its id where none knows it.
  func officeName(_ id: String, _ language: Language) -> String {
    for procedure in procedures {
      if procedure.cityOffice.id == id { return procedure.cityOffice.name[language] }
      if let office = procedure.routing.offices.values.first(where: { $0.id == id }) { return office.name[language] }
    }
    return organisations[id]?.name[language] ?? id
  }
}
