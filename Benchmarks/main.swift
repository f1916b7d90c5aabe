import Foundation

// Every figure is a median; figures of two machines don't compare, the ratios do.
let root = FileManager.default.currentDirectoryPath
let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("huiqi").path
TableBenchmark().run()
try PolicyBenchmark(folder: root + "/policies", program: program, facts: root + "/examples/lighting-exporter.yaml").run()
