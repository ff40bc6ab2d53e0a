// SPDX-License-Identifier: GPL-2.0-or-later

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The program that the benchmark drives: index, serve, once. */
public final class Engine {
  private Engine() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "index" -> Indexing.run(Path.of(arguments[1]), Path.of(arguments[2]));
      case "serve" -> serve(Path.of(arguments[1]));
      case "once" -> System.out.println(timed(new Searching(Path.of(arguments[1])), arguments[2]));
      default -> throw new IllegalArgumentException("no such verb: " + arguments[0]);
    }
  }

  private static void serve(Path directory) throws IOException {
    Searching searching = new Searching(directory);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.println("ready");
    out.flush();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(timed(searching, line));
      out.flush();
    }
  }

  private static String timed(Searching searching, String line) throws IOException {
    long start = System.nanoTime();
    String[] request = line.split("\t", -1);
    String answer = searching.answer(request[0], request[1], request[2], request[3]);
    return (System.nanoTime() - start) + "\t" + answer;
  }
}
