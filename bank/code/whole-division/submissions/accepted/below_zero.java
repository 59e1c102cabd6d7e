class Solution {
    long[] divide(long dividend, long divisor, int bits) {
        if (divisor == 0) {
            return new long[0];
        }
        // Below zero there is one number more than above: nothing has to be made positive.
        long rest = dividend < 0 ? dividend : -dividend;
        long step = divisor < 0 ? divisor : -divisor;
        long multiple = step;
        long bit = -1;
        while (multiple >= rest - multiple) {
            multiple += multiple;
            bit += bit;
        }
        long quotient = 0;
        while (bit < 0) {
            if (multiple >= rest) {
                rest -= multiple;
                quotient += bit;
            }
            bit = bit == -1 ? 0 : bit >> 1;
            multiple >>= 1;
        }
        // The quotient is kept below zero too.
        if ((dividend < 0) == (divisor < 0)) {
            if (quotient == -1L << (bits - 1)) {
                return new long[0];
            }
            quotient = -quotient;
        }
        return new long[] {quotient, dividend < 0 ? rest : -rest};
    }
}
