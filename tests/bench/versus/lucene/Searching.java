// SPDX-License-Identifier: GPL-2.0-or-later

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.IndexSortSortedNumericDocValuesRangeQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.TotalHitCountCollector;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.MMapDirectory;

/** One index held open, and the questions it answers; see tests/bench/README.md for the lines. */
final class Searching {
  private static final int PAGE = 10;
  private static final Sort NEWEST =
      new Sort(new SortedNumericSortField("date", SortField.Type.LONG, true));

  private static final Set<String> SHOWN = Set.of("title", "date", "source");

  private final Analysis analysis = Analysis.ofText();
  private final IndexSearcher searcher;

  Searching(Path directory) throws IOException {
    searcher = new IndexSearcher(DirectoryReader.open(new MMapDirectory(directory)));
    searcher.setSimilarity(new XapianBm25());
    // Rounds ask the same queries again; what is cached of results would not be measured.
    searcher.setQueryCache(null);
  }

  /** The answer to a request "operation FROM TO words", without the time it took. */
  String answer(String operation, String from, String to, String words) throws IOException {
    switch (operation) {
      case "or":
        return best(any(words), 1);
      case "and":
        return best(all(words), 1);
      case "phrase":
        return best(phrase(words), 1);
      case "month":
        return best(within(any(words), from, to), 1);
      case "newest":
        return newest(any(words));
      case "count":
      case "check-or":
        return count(any(words));
      case "check-and":
        return count(all(words));
      case "check-phrase":
        return count(phrase(words));
      case "check-month":
        return count(within(any(words), from, to));
      case "facets":
        return facets(any(words));
      case "timeline":
        return timeline(any(words));
      case "page":
        return page(any(words));
      default:
        throw new IllegalArgumentException("no such operation: " + operation);
    }
  }

  private List<Term> terms(String words) throws IOException {
    List<Term> terms = new ArrayList<>();
    try (TokenStream stream = analysis.tokenStream("text", words)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(new Term("text", term.toString()));
      }
      stream.end();
    }
    return terms;
  }

  private Query combined(String words, BooleanClause.Occur occur) throws IOException {
    List<Term> terms = terms(words);
    if (terms.size() == 1) {
      return new TermQuery(terms.get(0));
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (Term term : terms) {
      query.add(new TermQuery(term), occur);
    }
    return query.build();
  }

  private Query any(String words) throws IOException {
    return combined(words, BooleanClause.Occur.SHOULD);
  }

  private Query all(String words) throws IOException {
    return combined(words, BooleanClause.Occur.MUST);
  }

  private Query phrase(String words) throws IOException {
    return new PhraseQuery("text", terms(words).stream().map(Term::text).toArray(String[]::new));
  }

  private static Query within(Query query, String from, String to) {
    long first = Dates.number(from);
    long last = Dates.number(to);
    Query dates =
        new IndexSortSortedNumericDocValuesRangeQuery(
            "date",
            first,
            last,
            slowRange(first, last));
    return new BooleanQuery.Builder()
        .add(query, BooleanClause.Occur.MUST)
        .add(dates, BooleanClause.Occur.FILTER)
        .build();
  }

  private static Query slowRange(long first, long last) {
    return SortedNumericDocValuesField.newSlowRangeQuery(
        "date", first, last);
  }

  private TopDocs top(Query query, int threshold) throws IOException {
    TopScoreDocCollector collector = TopScoreDocCollector.create(PAGE, null, threshold);
    searcher.search(query, collector);
    return collector.topDocs();
  }

  /** A threshold of 1 lets Lucene skip whatever cannot be among the best. */
  private String best(Query query, int threshold) throws IOException {
    return ids(top(query, threshold).scoreDocs, (hit, leaf) -> Float.toString(hit.score)).toString();
  }

  /** Appends the id of each hit and what `value` says of it. */
  private StringBuilder ids(ScoreDoc[] hits, HitValue value) throws IOException {
    StringBuilder out = new StringBuilder("-");
    for (ScoreDoc hit : hits) {
      LeafReaderContext leaf = leaf(hit.doc);
      BinaryDocValues ids = DocValues.getBinary(leaf.reader(), "id");
      ids.advanceExact(hit.doc - leaf.docBase);
      out.append('\t').append(ids.binaryValue().utf8ToString()).append(':');
      out.append(value.of(hit, leaf));
    }
    return out;
  }

  private interface HitValue {
    String of(ScoreDoc hit, LeafReaderContext leaf) throws IOException;
  }

  private LeafReaderContext leaf(int document) {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    return leaves.get(ReaderUtil.subIndex(document, leaves));
  }

  private String newest(Query query) throws IOException {
    TopFieldCollector collector = TopFieldCollector.create(NEWEST, PAGE, 1);
    searcher.search(query, collector);
    return ids(
            collector.topDocs().scoreDocs,
            (hit, leaf) -> {
              SortedNumericDocValues date = DocValues.getSortedNumeric(leaf.reader(), "date");
              date.advanceExact(hit.doc - leaf.docBase);
              return Dates.text(date.nextValue());
            })
        .toString();
  }

  private String count(Query query) throws IOException {
    TotalHitCountCollector collector = new TotalHitCountCollector();
    searcher.search(query, collector);
    return Integer.toString(collector.getTotalHits());
  }

  /** Counts matches by a field, without scores. */
  private abstract static class Counter extends SimpleCollector {
    int total;

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }
  }

  private static final int YEARS = 3000;

  private String facets(Query query) throws IOException {
    Map<String, Integer> sources = new TreeMap<>();
    int[] years = new int[YEARS];
    Counter counter =
        new Counter() {
          private SortedDocValues source;
          private SortedNumericDocValues date;
          private int[] bySource;

          @Override
          protected void doSetNextReader(LeafReaderContext context) throws IOException {
            finish();
            source = DocValues.getSorted(context.reader(), "source");
            date = DocValues.getSortedNumeric(context.reader(), "date");
            bySource = new int[source.getValueCount()];
          }

          @Override
          public void collect(int document) throws IOException {
            ++total;
            if (source.advanceExact(document)) {
              ++bySource[source.ordValue()];
            }
            if (date.advanceExact(document)) {
              ++years[(int) (date.nextValue() / 10000)];
            }
          }

          private void finish() throws IOException {
            for (int i = 0; bySource != null && i < bySource.length; ++i) {
              if (bySource[i] != 0) {
                sources.merge(source.lookupOrd(i).utf8ToString(), bySource[i], Integer::sum);
              }
            }
            bySource = null;
          }

          @Override
          public String toString() {
            try {
              finish();
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
            return Integer.toString(total);
          }
        };
    searcher.search(query, counter);
    StringBuilder out = new StringBuilder(counter.toString());
    sources.forEach((name, n) -> out.append("\ts:").append(name).append('=').append(n));
    for (int year = 0; year < YEARS; ++year) {
      if (years[year] != 0) {
        out.append("\ty:").append(Dates.padded(year, 4)).append('=').append(years[year]);
      }
    }
    return out.toString();
  }

  private String timeline(Query query) throws IOException {
    int[] months = new int[YEARS * 12];
    Counter counter =
        new Counter() {
          private SortedNumericDocValues date;

          @Override
          protected void doSetNextReader(LeafReaderContext context) throws IOException {
            date = DocValues.getSortedNumeric(context.reader(), "date");
          }

          @Override
          public void collect(int document) throws IOException {
            ++total;
            if (date.advanceExact(document)) {
              long day = date.nextValue();
              ++months[(int) (day / 10000 * 12 + day / 100 % 100 - 1)];
            }
          }
        };
    searcher.search(query, counter);
    StringBuilder out = new StringBuilder(Integer.toString(counter.total));
    for (int month = 0; month < months.length; ++month) {
      if (months[month] != 0) {
        out.append('\t').append(Dates.month(month)).append('=').append(months[month]);
      }
    }
    return out.toString();
  }

  private String page(Query query) throws IOException {
    TopDocs hits = top(query, 1);
    UnifiedHighlighter highlighter = new UnifiedHighlighter(searcher, analysis);
    highlighter.setMaxLength(1 << 20);
    String[] snippets = highlighter.highlight("text", query, hits, 1);
    StringBuilder out = ids(hits.scoreDocs, (hit, leaf) -> Float.toString(hit.score));
    int bytes = 0;
    for (int i = 0; i < hits.scoreDocs.length; ++i) {
      Document document = searcher.doc(hits.scoreDocs[i].doc, SHOWN);
      for (String field : SHOWN) {
        bytes += document.get(field).length();
      }
      bytes += snippets[i] == null ? 0 : snippets[i].length();
    }
    return out.append("\tsnippets=").append(bytes).toString();
  }
}
