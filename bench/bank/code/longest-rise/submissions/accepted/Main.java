import java.io.IOException;
import java.io.StreamTokenizer;
import java.util.Arrays;

public class Main {
    public static void main(String[] arguments) throws IOException {
        StreamTokenizer in = new StreamTokenizer(
                new java.io.BufferedReader(new java.io.InputStreamReader(System.in)));
        in.nextToken();
        long[] ends = new long[(int) in.nval];
        int length = 0;
        for (int left = ends.length; left > 0; left--) {
            in.nextToken();
            long value = (long) in.nval;
            int place = Arrays.binarySearch(ends, 0, length, value);
            if (place < 0) {
                place = -place - 1;
            }
            ends[place] = value;
            length = Math.max(length, place + 1);
        }
        System.out.println(length);
    }
}
