/// The tables of a database, as the engine lists them.
enum TableCatalogue {
  /// Tables that aren't backed up: they follow from the events, or are kept in the manifest.
  static let derived: Set<String> = ["schema_migrations", "event_head", "projections"]

  /// The names of the tables in the order they were made, in which parents come before children.
  static func tables(in tx: any Transaction) throws -> [String] {
    let sql =
      switch tx.engine {
      case .sqlite:
        """
        SELECT m.name FROM sqlite_master m JOIN pragma_table_list l ON l.name = m.name AND l.schema = 'main'
        WHERE m.type = 'table' AND l.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.rowid
        """
      case .postgresql:
        """
        SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace(current_schema()::text) ORDER BY oid
        """
      }
    return try tx.query(sql).map { $0.text(0) }
  }

  /// The names of a table's columns, in their order.
  static func columns(of table: String, in tx: any Transaction) throws -> [String] {
    let sql =
      switch tx.engine {
      case .sqlite: "SELECT name FROM pragma_table_info($1) ORDER BY cid"
      case .postgresql:
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
      }
    return try tx.query(sql, [.text(table)]).map { $0.text(0) }
  }

  /// A name as it stands in a statement.
  static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}
