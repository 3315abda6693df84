// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.MMapDirectory;

/** From the words of a query to ids: analysis, search, ids of the best. */
final class Asking {
  private final Analyzer analyzer = new Indexing.English();
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  static volatile long kept; // what was found is used

  Asking(Path directory) throws IOException {
    IndexSearcher.setMaxClauseCount(1 << 20);
    reader = DirectoryReader.open(new MMapDirectory(directory));
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
  }

  private List<Term> terms(String text) throws IOException {
    final List<Term> out = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream(Indexing.FIELD, text)) {
      final CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) out.add(new Term(Indexing.FIELD, term.toString()));
      stream.end();
    }
    return out;
  }

  private Query query(Records.Text text, String mode) throws IOException {
    final List<Term> terms = terms(text.title() + "\n" + text.body());
    if (mode.endsWith("phrase") && terms.size() > 1) {
      final PhraseQuery.Builder phrase = new PhraseQuery.Builder();
      terms.forEach(phrase::add);
      return phrase.build();
    }
    final Map<Term, Integer> counts = new LinkedHashMap<>();
    for (Term term : terms) counts.merge(term, 1, Integer::sum);
    final BooleanClause.Occur occur = mode.endsWith("intersection") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
    final BooleanQuery.Builder all = new BooleanQuery.Builder();
    counts.forEach((term, count) -> {
      final Query one = new TermQuery(term);
      all.add(count == 1 ? one : new BoostQuery(one, count), occur);
    });
    return all.build();
  }

  List<String> ask(Records.Text text, String mode, int k) throws IOException {
    final Query query = query(text, mode);
    if (mode.startsWith("count")) return List.of(Integer.toString(searcher.count(query)));
    final ScoreDoc[] best = searcher.search(query, new TopScoreDocCollectorManager(k, null, k)).scoreDocs;
    final List<String> ids = new ArrayList<>(best.length);
    for (ScoreDoc hit : best) {
      final BinaryDocValues values = MultiDocValues.getBinaryValues(reader, Indexing.ID);
      if (!values.advanceExact(hit.doc)) throw new IOException("a document without id");
      ids.add(values.binaryValue().utf8ToString());
    }
    return ids;
  }
}
