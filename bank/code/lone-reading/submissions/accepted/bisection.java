class Register {
    private final long[] numbers;

    Register(long[] numbers) {
        this.numbers = numbers;
    }

    long lone(int start, int end) {
        // Pairs before `low` are whole; the lone number is in pair `high` or before it.
        int low = 0;
        int high = (end - start) / 2;
        while (low < high) {
            int middle = (low + high) / 2;
            int first = start + 2 * middle;
            if (numbers[first] == numbers[first + 1]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return numbers[start + 2 * low];
    }
}
