// SPDX-License-Identifier: GPL-2.0-or-later
// Articles are read again, and each of their words turned into a term as in the index.
#include "searcher/texts/written_form.h"

#include "common/fields/record.h"
#include "common/segment/forward.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"

#include <unordered_map>
#include <utility>

namespace dateline {

std::string commonest(const std::map<std::string, std::size_t>& forms) {
  std::string best;
  std::size_t most = 0;
  for (const auto& [form, times] : forms) {
    // Of equals the last one, so that lower case precedes capitals.
    if (times >= most) {
      most = times;
      best = form;
    }
  }
  return best;
}

std::vector<std::string> written_forms(const Archive& archive,
                                       const std::vector<TermInArticles>& terms,
                                       const query::Deadline& deadline) {
  std::unordered_map<std::uint64_t, std::map<std::string, std::size_t>> forms;
  std::map<std::pair<std::size_t, std::uint32_t>, bool> articles;
  for (const TermInArticles& term : terms) {
    forms[term.hash];
    for (const Located& each : term.articles) articles[{each.segment, each.docid}] = true;
  }
  std::map<std::string, text::TermMaker> makers;
  for (const auto& [where, is_read] : articles) {
    deadline.check();
    const Article article = article_of(archive, {where.first, where.second});
    text::TermMaker& maker = makers.try_emplace(article.language, article.language).first->second;
    for (const std::string* text : {&article.headline, &article.body}) {
      for (const text::Token& token : text::tokens(*text)) {
        const std::string_view word = token.in(*text);
        const auto found = forms.find(segment::hash_of(maker.term(word)));
        if (found != forms.end()) ++found->second[std::string(word)];
      }
    }
  }
  std::vector<std::string> written;
  for (const TermInArticles& term : terms) written.push_back(commonest(forms.at(term.hash)));
  return written;
}

}  // namespace dateline
