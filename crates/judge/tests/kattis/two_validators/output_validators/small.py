import sys

number = int(sys.stdin.read())
if number < int(open(sys.argv[1]).read()):
    sys.exit(42)
with open(sys.argv[3] + "judgemessage.txt", "w") as file:
    file.write("it is large")
sys.exit(43)
