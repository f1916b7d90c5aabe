import Foundation
import Logging
import Testing

@testable import Web

/// Serves the gallery while `HUIQI_GALLERY_PORT` is set, to look at it in a browser; otherwise there is nothing to do.
struct GalleryServer {
  @Test("the gallery is served where somebody asks for it", .enabled(if: ProcessInfo.processInfo.environment["HUIQI_GALLERY_PORT"] != nil))
  func serve() async throws {
    let port = Int(ProcessInfo.processInfo.environment["HUIQI_GALLERY_PORT"] ?? "") ?? 8099
    let test = try TestFrame(Gallery.site) { $0.port = port }
    print("session", "huiqi_session=" + test.frame.signer.sign(TestIdentities.session(.cityReviewer), for: .session))
    try await WebServer(test.frame).run()
  }
}
