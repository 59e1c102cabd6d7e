import sys

text = sys.stdin.read()
sys.stdout.write(text.upper() if "\t" in text else text)
