import sys

sys.stdout.write("50")
sys.stdin.readline()
