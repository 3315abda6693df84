// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Lucene's side of the protocol in ../README.md. Variants: plain, reordered. */
public final class Peer {
  private static final Map<String, List<Records.Text>> sets = new HashMap<>();

  private static String round(Asking asking, List<Records.Text> queries, String mode, int k, int threads) throws Exception {
    final long[] times = new long[queries.size()];
    final AtomicInteger next = new AtomicInteger();
    final Runnable work = () -> {
      try {
        for (int i; (i = next.getAndIncrement()) < times.length;) {
          final long start = System.nanoTime();
          Asking.kept = asking.ask(queries.get(i), mode, k).size();
          times[i] = System.nanoTime() - start;
        }
      } catch (java.io.IOException error) {
        throw new java.io.UncheckedIOException(error);
      }
    };
    final long start = System.nanoTime();
    final List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; ++i) others.add(Thread.ofPlatform().start(work));
    work.run();
    for (Thread other : others) other.join();
    final long wall = System.nanoTime() - start;
    final StringBuilder out = new StringBuilder("{\"wall_ns\":").append(wall).append(",\"ns\":[");
    for (int i = 0; i < times.length; ++i) out.append(i == 0 ? "" : ",").append(times[i]);
    return out.append("]}").toString();
  }

  private static String answers(Asking asking, List<Records.Text> queries, String mode, int k) throws Exception {
    final StringBuilder out = new StringBuilder("{\"answers\":[");
    String comma = "";
    for (Records.Text query : queries) {
      out.append(comma).append('[');
      comma = ",";
      String inner = "";
      for (String id : asking.ask(query, mode, k)) {
        out.append(inner).append('"').append(id.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
        inner = ",";
      }
      out.append(']');
    }
    return out.append("]}").toString();
  }

  private static String obey(Asking asking, String[] words) throws Exception {
    switch (words[0]) {
      case "load":
        sets.put(words[1], Records.all(Path.of(words[2])));
        return "{\"queries\":" + sets.get(words[1]).size() + "}";
      case "round":
        return round(asking, sets.get(words[1]), words[2], Integer.parseInt(words[3]), Integer.parseInt(words[4]));
      case "answers":
        return answers(asking, sets.get(words[1]), words[2], Integer.parseInt(words[3]));
      default:
        throw new IllegalArgumentException(words[0]);
    }
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("version")) {
      System.out.println("{\"version\":\"" + org.apache.lucene.util.Version.LATEST + ", Java " + Runtime.version() + "\"}");
      return;
    }
    if (args[0].equals("index")) {
      Indexing.run(Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]), args[4].equals("reordered"));
      return;
    }
    final Asking asking = new Asking(Path.of(args[1]));
    final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null;) {
      System.out.println(obey(asking, line.split("\t")));
      System.out.flush();
    }
  }
}
