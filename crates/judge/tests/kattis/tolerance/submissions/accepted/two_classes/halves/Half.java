package halves;

final class Half {
    private Half() {}

    static double of(double value) {
        return value / 2;
    }
}
