import sys

number = int(sys.stdin.read())
if number % 2 == 0:
    sys.exit(42)
with open(sys.argv[3] + "judgemessage.txt", "w") as file:
    file.write("it is odd")
sys.exit(43)
