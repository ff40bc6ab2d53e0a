// SPDX-License-Identifier: GPL-2.0-or-later

import java.io.IOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.tartarus.snowball.ext.EnglishStemmer;

/** Words as Dateline has them for English: UAX 29, no 's, lower case, Snowball's stem, no stop words. */
final class Analysis extends Analyzer {
  private final boolean headline;

  private Analysis(boolean headline) {
    this.headline = headline;
  }

  /** For texts and queries. */
  static Analysis ofText() {
    return new Analysis(false);
  }

  /** For headlines, whose words count three times in ranking and are terms of their own. */
  static Analysis ofHeadline() {
    return new Analysis(true);
  }

  /** No phrase reaches from the headline into the text. */
  @Override
  public int getPositionIncrementGap(String field) {
    return 100;
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    StandardTokenizer words = new StandardTokenizer();
    TokenStream stems =
        new SnowballFilter(
            new LowerCaseFilter(new EnglishPossessiveFilter(words)), new EnglishStemmer());
    return new TokenStreamComponents(words, headline ? new HeadlineFilter(stems) : stems);
  }

  /** Each word three times, then once with an S before it, all at one position. */
  private static final class HeadlineFilter extends TokenFilter {
    private static final int REPEATS = 3;
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment =
        addAttribute(PositionIncrementAttribute.class);
    private State word;
    private int given = REPEATS + 1;

    HeadlineFilter(TokenStream input) {
      super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
      if (given == REPEATS + 1) {
        if (!input.incrementToken()) {
          return false;
        }
        word = captureState();
        given = 1;
        return true;
      }
      restoreState(word);
      increment.setPositionIncrement(0);
      if (given == REPEATS) {
        String plain = term.toString();
        term.setEmpty().append('S').append(plain);
      }
      ++given;
      return true;
    }

    @Override
    public void reset() throws IOException {
      super.reset();
      given = REPEATS + 1;
    }
  }
}
