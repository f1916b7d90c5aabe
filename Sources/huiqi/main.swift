import CommandLine

Huiqi.main()
