/// All endpoints that need the desk: everything the pages do.
struct CaseAPI: Sendable {
  let desk: Desk

  var routes: [Route] {
    CaseEndpoints(desk: desk).routes + CaseReadingEndpoints(desk: desk).routes + ReviewEndpoints(desk: desk).routes
      + PlanEndpoints(desk: desk).routes + NoticeEndpoints(desk: desk).routes + FundEndpoints(desk: desk).routes
      + ProcedureEndpoints(desk: desk).routes + AccountEndpoints(desk: desk).routes + CompanyEndpoints(desk: desk).routes
      + AdministrationEndpoints(desk: desk).routes + LogEndpoints(desk: desk).routes + OversightEndpoints(desk: desk).routes
      + MessageEndpoints(desk: desk).routes
  }
}
