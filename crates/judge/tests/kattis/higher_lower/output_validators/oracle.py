import sys

secret = int(open(sys.argv[1]).read())


def end(code, why):
    with open(sys.argv[3] + "judgemessage.txt", "w") as file:
        file.write(why)
    sys.exit(code)


for asked in range(1, 8):
    line = sys.stdin.readline()
    if not line.strip().isdigit():
        end(43, f"question {asked} is no number")
    number = int(line)
    if number == secret:
        print("right", flush=True)
        end(42, f"found with {asked} questions")
    print("higher" if number < secret else "lower", flush=True)
end(43, "seven questions were asked")
