import CommandLine

await Huiqi.start()
