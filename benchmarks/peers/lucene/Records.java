// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The flat files of documents and queries: id, language, title, body, by tabs; `\n`, `\t`, `\\` stand for themselves. */
final class Records {
  record Text(String id, String title, String body) {}

  interface Each {
    void take(Text text) throws IOException;
  }

  static void read(Path path, long limit, Each each) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      long count = 0;
      for (String line; count < limit && (line = in.readLine()) != null; ++count) {
        final String[] fields = line.split("\t", -1);
        each.take(new Text(fields[0], plain(fields[2]), plain(fields[3])));
      }
    }
  }

  static List<Text> all(Path path) throws IOException {
    final List<Text> out = new ArrayList<>();
    read(path, Long.MAX_VALUE, out::add);
    return out;
  }

  private static String plain(String field) {
    if (field.indexOf('\\') < 0) return field;
    final StringBuilder out = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); ++i) {
      final char c = field.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      final char next = field.charAt(++i);
      out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
    }
    return out.toString();
  }
}
