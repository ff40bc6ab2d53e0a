// SPDX-License-Identifier: GPL-2.0-or-later
// File by file; per-article data article by article.
#include "tests/fuzz/read_segment.h"

#include "common/fields/record.h"
#include "common/segment/terms.h"
#include "common/segment/token_code.h"
#include "common/segment/values.h"
#include "tests/fuzz/promise.h"

#include <string>
#include <vector>

namespace dateline::fuzz {
namespace {

using namespace segment;

/// Of them words are looked at one by one; a file of 64 KiB may claim to have millions.
constexpr std::uint32_t kMostWords = 10'000;

/// More than there are.
constexpr std::uint32_t kSlots = 20;

void read_postings(const Reader& reader, const std::string& term) {
  glass::PostingList list = reader.postings();
  if (!list.open(term)) return;
  std::uint32_t last = 0;
  do {
    for (const glass::Posting& posting : list.rest()) {
      promise(posting.docid > last && posting.docid <= reader.documents(),
              "a posting is out of order, or of no document");
      last = posting.docid;
    }
  } while (list.next_chunk());
  for (std::uint32_t docid = 1; docid <= reader.documents(); docid += 2) {
    glass::PostingList sought = reader.postings();
    if (sought.open(term) && sought.seek(docid)) {
      promise(sought.rest().front().docid >= docid, "what is sought lies before");
    }
  }
}

void read_postlist(const Reader& reader) {
  unless_damaged([&] { read_postings(reader, ""); });
  unless_damaged([&] {
    for (Terms terms(reader); terms.more(); terms.next()) {
      unless_damaged([&] {
        read_postings(reader, terms.term());
        promise(reader.frequency(terms.term()) <= reader.documents(), "a term is too frequent");
        look_at(reader.token_of(terms.term()));
      });
    }
  });
  for (std::uint32_t slot = 0; slot < kSlots; ++slot) {
    unless_damaged([&] {
      Values values(reader, slot);
      for (std::uint32_t docid = 1; docid <= reader.documents(); ++docid) {
        look_at(values.of(docid));
        look_at(reader.value(static_cast<schema::Slot>(slot), docid));
      }
    });
  }
}

void read_dictionary(const Wording& wording) {
  for (std::uint32_t term = 1; term <= std::min(wording.terms(), kMostWords); ++term) {
    unless_damaged([&] {
      look_at(wording.term(term));
      look_at(wording.is_joined(term));
      look_at(wording.forms_before(term));
      for (std::uint32_t n = 0; n < std::min(wording.forms(term), kMostWords); ++n) {
        look_at(wording.form(term, n));
        look_at(wording.word_of_form(term, n));
      }
    });
  }
  for (const char* start : {"", "f", "ferr", "zz"}) {
    unless_damaged([&] {
      wording.each_word_from(start, [&](std::uint32_t word) {
        look_at(wording.word(word));
        look_at(wording.term_of_word(word));
        return true;
      });
    });
  }
}

void read_wording(const Reader& reader, std::uint32_t docid) {
  const Wording& wording = reader.wording();
  const std::uint32_t words = count_words(reader.forward().tokens(docid));
  ArticleWording article;
  wording.read(docid, words, article);
  promise(article.forms.size() == words, "an article has more forms than words");
  std::vector<Sentence> sentences;
  wording.read_sentences(docid, words, sentences);
  const Wording::Forms forms = wording.forms_of(docid, words);
  for (std::uint32_t i = 0; i < words; ++i) {
    promise(forms.at(i) == article.forms[i], "a word has two forms");
  }
  Wording::Sentences each = wording.sentences(docid);
  while (each.next().words != 0) continue;
}

void read_article(const Reader& reader, std::uint32_t docid) {
  const Forward& forward = reader.forward();
  unless_damaged([&] { look_at(forward.id(docid)); });
  unless_damaged([&] { look_at(checked_sortable_of(forward.published()[docid - 1])); });
  unless_damaged([&] {
    each_word(forward.tokens(docid), [&](std::uint32_t number) {
      if (number <= reader.wording().terms()) look_at(reader.wording().term(number));
    });
  });
  for (const schema::Slot slot : column_slots()) {
    unless_damaged([&] {
      const Forward::Column column = forward.column(slot);
      look_at(column.value(column.ordinal(docid)));
    });
  }
  unless_damaged([&] { read_wording(reader, docid); });
  unless_damaged([&] { look_at(article_from_record(reader.record(docid))); });
  unless_damaged([&] { look_at(reader.data(docid)); });
}

void read_stories(const Reader& reader) {
  const Stories& stories = reader.stories();
  for (const std::uint64_t number : stories.numbers()) {
    unless_damaged([&] {
      for (const std::uint32_t docid : stories.articles(number)) {
        promise(docid != 0 && docid <= reader.documents(), "a story has an article of no number");
      }
    });
  }
  unless_damaged([&] { look_at(stories.features()); });
  unless_damaged([&] { look_at(stories.published()); });
}

}  // namespace

void read_segment(const Reader& reader) {
  unless_damaged([&] { look_at(reader.forward().token_terms()); });
  for (std::uint32_t docid = 1; docid <= reader.documents(); ++docid) read_article(reader, docid);
  unless_damaged([&] { read_dictionary(reader.wording()); });
  unless_damaged([&] { read_stories(reader); });
  read_postlist(reader);
  unless_damaged([&] { reader.forward().verify(); });
  unless_damaged([&] { reader.records().verify(); });
  unless_damaged([&] { reader.stories().verify(); });
  unless_damaged([&] { reader.wording().verify(); });
}

}  // namespace dateline::fuzz
