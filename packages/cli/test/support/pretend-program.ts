// Loaded before the command. `schedule` and `doctor` rightly warn of a program in a temporary folder,
// and a checkout may lie in one: for them the program is one that every Linux has in its place.
process.execPath = '/bin/sh';
process.argv[1] = '/bin/sh';
