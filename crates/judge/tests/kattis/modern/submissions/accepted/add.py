print(int(input()) + {{step}})
