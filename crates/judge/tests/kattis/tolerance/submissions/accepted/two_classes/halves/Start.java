package halves;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public final class Start {
    private Start() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println("half " + Half.of(Double.parseDouble(line)));
        }
    }
}
