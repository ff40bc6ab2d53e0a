// SPDX-License-Identifier: GPL-2.0-or-later
// The highlighter says which words a query is about; consecutive marked words on one line are one
// place. All are counted, but only those that may be shown are kept.
#include "searcher/verbs/kwic/kwic.h"

#include "common/archive/lookup.h"
#include "common/disk/mapped.h"
#include "common/fields/record.h"
#include "common/text/fold.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"
#include "searcher/export/selection.h"
#include "searcher/find/highlighter.h"

#include <algorithm>
#include <tuple>

namespace dateline {
namespace {

/// How many lines may follow the last one wanted before they are dropped.
constexpr std::size_t kSpareLines = 1000;
/// The most bytes in a column; a context is cut to columns when shown.
constexpr std::size_t kBytesAColumn = 4;

/// Words of `text`, folded, the last first if `outwards`.
std::string sort_key(std::string_view text, bool outwards) {
  std::vector<text::Token> words = text::tokens(text);
  if (outwards) std::reverse(words.begin(), words.end());
  std::string key;
  for (const text::Token& word : words) key += text::fold(word.in(text)) + '\0';
  return key;
}

/// At most the last `bytes` of `text`, without cutting a character.
std::string_view cut_front(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t at = text.size() - bytes;
  while (at < text.size() && !text::begins_character(text[at])) ++at;
  return text.substr(at);
}

/// On one line, keeping a space at either end.
std::string one_line(std::string_view text) {
  std::string line = text::single_line(text);
  const auto is_blank = [](char c) { return c == ' ' || c == '\n'; };
  if (line.empty()) return line;
  if (is_blank(text.front())) line.insert(0, " ");
  if (is_blank(text.back())) line += ' ';
  return line;
}

/// A line, and its sort key.
struct Kept {
  std::string key;
  std::string second;       ///< if keys are equal
  std::uint64_t place = 0;  ///< and then, in order of the articles' dates
  KwicLine line;
};

bool comes_first(const Kept& a, const Kept& b) {
  return std::tie(a.key, a.second, a.place) < std::tie(b.key, b.second, b.place);
}

class Gatherer {
 public:
  Gatherer(const KwicRequest& request, Concordance& found) : request_(request), found_(found) {}

  void add(const Article& article, Highlighter& highlighter) {
    const std::uint64_t before = found_.places;
    const MarkedArticle marked = highlighter.mark(article.headline, article.body, article.language);
    add(article, article.headline, marked.headline, true);
    add(article, article.body, marked.body, false);
    if (found_.places != before) ++found_.with_places;
  }

  void finish() {
    keep_first();
    for (Kept& kept : kept_) found_.lines.push_back(std::move(kept.line));
  }

 private:
  void add(const Article& article, std::string_view text, const std::vector<MarkedToken>& words,
           bool in_headline) {
    for (const match::Place run : marked_runs(text, words)) {
      add_place(article, text, words[run.begin].token.begin, words[run.end].token.end, in_headline);
    }
  }

  void add_place(const Article& article, std::string_view text, std::size_t begin, std::size_t end,
                 bool in_headline) {
    const std::uint64_t place = found_.places++;
    // Articles come in order of date.
    if (request_.limit == 0 || (request_.sort == KwicSort::Date && place >= request_.limit)) return;
    const std::size_t bytes = request_.context * kBytesAColumn;
    Kept kept;
    kept.place = place;
    KwicLine& line = kept.line;
    line.left = one_line(cut_front(text.substr(0, begin), bytes));
    line.right = one_line(text::cut(text.substr(end), bytes));
    if (request_.sort == KwicSort::Left || request_.sort == KwicSort::Right) {
      kept.key = sort_key(line.left, true);
      kept.second = sort_key(line.right, false);
      if (request_.sort == KwicSort::Right) std::swap(kept.key, kept.second);
    } else if (request_.sort == KwicSort::Source) {
      kept.key = text::fold(article.source);
    }
    if (is_full() && !comes_first(kept, kept_[request_.limit - 1])) return;
    line.keyword = text::single_line(text.substr(begin, end - begin));
    line.in_headline = in_headline;
    line.id = article.id;
    line.source = article.source;
    line.headline = article.headline;
    line.published = article.published.date;
    kept_.push_back(std::move(kept));
    if (kept_.size() >= request_.limit + kSpareLines) keep_first();
  }

  /// Are there `limit` kept lines in order at the front?
  [[nodiscard]] bool is_full() const { return sorted_ == request_.limit; }

  void keep_first() {
    std::sort(kept_.begin(), kept_.end(), comes_first);
    kept_.resize(std::min(kept_.size(), request_.limit));
    sorted_ = kept_.size();
  }

  const KwicRequest& request_;
  Concordance& found_;
  std::vector<Kept> kept_;
  std::size_t sorted_ = 0;  ///< this many of them are in order
};

Concordance concordance_of(const KwicRequest& request, const Selection& selection,
                           const Searcher& searcher) {
  const Archive& archive = searcher.archive();
  const query::Deadline& deadline = searcher.deadline();
  Concordance found;
  found.archive_uuid = archive.manifest().uuid;
  found.revision = archive.manifest().revision;
  found.articles = selection.keys.size();
  found.left_out = selection.left_out;
  found.missing = archive.missing();
  Highlighter highlighter(read_query(searcher.settled(request.search)), deadline);
  Gatherer gatherer(request, found);
  for (const MatchKey& key : selection.keys) {
    deadline.check();
    gatherer.add(article_of(archive, {key.segment, key.docid}), highlighter);
    disk::let_go_of_pages();
  }
  gatherer.finish();
  return found;
}

}  // namespace

Concordance make_concordance(const KwicRequest& request) {
  Searcher searcher = searcher_for(request.search);
  return make_concordance(request, searcher);
}

Concordance make_concordance(const KwicRequest& request, Searcher& searcher) {
  SearchRequest search = request.search;
  search.sort = Sort::Newest;
  return with_selection(search, true, searcher, [&](const Selection& selection) {
    return concordance_of(request, selection, searcher);
  });
}

}  // namespace dateline
