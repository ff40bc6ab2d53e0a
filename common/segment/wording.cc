// SPDX-License-Identifier: GPL-2.0-or-later
// Streams and dictionary.
#include "common/segment/wording.h"

#include "common/disk/pack.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <utility>

namespace dateline::segment {
namespace {

constexpr disk::Magic kWordingMagic = {'D', 'L', 'w', 'o', 'r', 'd', 's', '1'};

/// In the two bits of a word: its form has a greater number, which follows later.
constexpr std::uint32_t kEscape = 3;

/// Marks compounds without hyphens: of the number of words in a stream, and of a term in the array
/// of joined terms, which has such a term with the mark and without it.
constexpr std::uint32_t kWithoutHyphen = 8;
constexpr std::uint32_t kTermWithoutHyphen = 0x80000000;

/// Offsets from the beginning of the file, and counts.
struct WordingFooter {
  std::uint64_t documents = 0;
  std::uint64_t streams_end = 0;
  std::uint64_t stream_ends = 0;
  std::uint64_t body_words = 0;
  std::uint64_t term_count = 0;
  std::uint64_t term_ends = 0;
  std::uint64_t terms = 0;
  std::uint64_t word_count = 0;
  std::uint64_t word_ends = 0;
  std::uint64_t word_terms = 0;
  std::uint64_t words = 0;
  std::uint64_t form_begins = 0;
  std::uint64_t form_count = 0;
  std::uint64_t form_ends = 0;
  std::uint64_t form_words = 0;
  std::uint64_t forms = 0;
  std::uint64_t joined_count = 0;
  std::uint64_t joined_terms = 0;
  std::uint64_t sorted = 0;
  std::uint64_t checksum = 0;
  disk::Magic magic = kWordingMagic;
};

/// Sentences, then two bits for each word, then the numbers that do not fit into two bits, then
/// compounds to the end.
void put_stream(std::string& to, const ArticleWording& article) {
  for (const Sentence& sentence : article.sentences) {
    disk::pack_uint(to, std::uint64_t{sentence.words} << 1U | (sentence.ends_paragraph ? 1U : 0U));
  }
  const std::size_t codes = to.size();
  to.resize(codes + (article.forms.size() + 3) / 4);
  for (std::size_t i = 0; i < article.forms.size(); ++i) {
    const std::uint32_t code = std::min(article.forms[i], kEscape);
    to[codes + i / 4] =
        static_cast<char>(static_cast<unsigned char>(to[codes + i / 4]) | code << (2 * (i % 4)));
  }
  for (const std::uint32_t form : article.forms) {
    if (form >= kEscape) disk::pack_uint(to, form - kEscape);
  }
  std::uint32_t before = 0;
  for (const JoinedWord& joined : article.joined) {
    disk::pack_uint(to, joined.last - std::exchange(before, joined.last));
    const std::uint32_t mark = joined.hyphenated ? 0 : kWithoutHyphen;
    for (const std::uint32_t number : {joined.words | mark, joined.term, joined.form}) {
      disk::pack_uint(to, number);
    }
  }
}

/// Calls `visit` with the sentences that hold that many words.
template <typename Visit>
void each_sentence(disk::Unpacker& in, std::uint32_t words, Visit visit) {
  for (std::uint32_t held = 0; held < words;) {
    const Sentence sentence = Sentence::take(in);
    if (sentence.words == 0 || sentence.words > words - held) disk::not_whole(kWordingName);
    held += sentence.words;
    visit(sentence);
  }
}

void take_sentences(disk::Unpacker& in, std::uint32_t words, std::vector<Sentence>& to) {
  to.clear();
  each_sentence(in, words, [&](const Sentence& sentence) { to.push_back(sentence); });
}

}  // namespace

void ArticleWording::clear() {
  forms.clear();
  sentences.clear();
  joined.clear();
  body_words = 0;
  held_ = 0;
}

void ArticleWording::end_sentence(bool ends_paragraph) {
  const auto all = static_cast<std::uint32_t>(forms.size());
  if (all == held_) {
    if (ends_paragraph && !sentences.empty()) sentences.back().ends_paragraph = true;
    return;
  }
  sentences.push_back({all - held_, ends_paragraph});
  held_ = all;
}

Wording::Wording(const std::filesystem::path& file, std::optional<disk::BlockSums> sums)
    : file_(file, kWordingName, std::move(sums)) {
  const WordingFooter footer = file_.footer<WordingFooter>(kWordingMagic);
  const auto ends = [&](std::uint64_t offset, std::uint64_t count) {
    return file_.array<std::uint32_t>(offset, count);
  };
  streams_ = file_.parts(0, file_.array<std::uint64_t>(footer.stream_ends, footer.documents));
  body_words_ = file_.array<std::uint32_t>(footer.body_words, footer.documents);
  terms_ = file_.parts(footer.terms, ends(footer.term_ends, footer.term_count));
  word_terms_ = file_.array<std::uint32_t>(footer.word_terms, footer.word_count);
  words_ = file_.parts(footer.words, ends(footer.word_ends, footer.word_count));
  form_begins_ = file_.array<std::uint32_t>(footer.form_begins, footer.term_count + 2);
  form_words_ = file_.array<std::uint32_t>(footer.form_words, footer.form_count);
  forms_ = file_.parts(footer.forms, ends(footer.form_ends, footer.form_count));
  joined_terms_ = file_.array<std::uint32_t>(footer.joined_terms, footer.joined_count);
  sorted_ = file_.array<std::uint32_t>(footer.sorted, footer.word_count);
}

void Wording::read(std::uint32_t docid, std::uint32_t words, ArticleWording& to) const {
  to.clear();
  disk::Unpacker in(stream(docid), kWordingName);
  take_sentences(in, words, to.sentences);
  to.body_words = body_words_[docid - 1];
  const std::string_view codes = in.bytes((std::uint64_t{words} + 3) / 4);
  to.forms.resize(words);
  for (std::uint32_t i = 0; i < words; ++i) {
    to.forms[i] = static_cast<unsigned char>(codes[i / 4]) >> (2 * (i % 4)) & 3U;
    if (to.forms[i] == kEscape) to.forms[i] += in.uint32();
  }
  for (std::uint32_t last = 0; !in.at_end();) {
    last += in.uint32();
    JoinedWord& joined = to.joined.emplace_back();
    joined = {last, in.uint32(), in.uint32(), in.uint32()};
    joined.hyphenated = (joined.words & kWithoutHyphen) == 0;
    joined.words &= ~kWithoutHyphen;
    if (joined.last >= words || joined.words == 0 || joined.words > joined.last + 1)
      disk::not_whole(kWordingName);
  }
}

void Wording::read_sentences(std::uint32_t docid, std::uint32_t words,
                             std::vector<Sentence>& to) const {
  disk::Unpacker in(stream(docid), kWordingName);
  take_sentences(in, words, to);
}

Wording::Forms::Forms(std::string_view stream, std::uint32_t words) {
  disk::Unpacker in(stream, kWordingName);
  each_sentence(in, words, [](const Sentence&) {});
  codes_ = in.bytes((std::uint64_t{words} + 3) / 4);
  escapes_ = in.rest();
}

std::uint32_t Wording::Forms::at(std::uint32_t i) const {
  if (i / 4 >= codes_.size()) disk::not_whole(kWordingName);
  const std::uint32_t code = static_cast<unsigned char>(codes_[i / 4]) >> (2 * (i % 4)) & 3U;
  if (code != kEscape) return code;
  disk::Unpacker in(escapes_, kWordingName);
  for (std::uint32_t before = escapes_before(i); before > 0; --before) static_cast<void>(in.uint());
  return kEscape + in.uint32();
}

/// How many of the first `words` words have an escape.
std::uint32_t Wording::Forms::escapes_before(std::uint32_t words) const {
  constexpr std::uint64_t kLowBits = 0x5555555555555555;
  constexpr std::uint32_t kAtOnce = 32;
  std::uint32_t escapes = 0;
  for (std::uint32_t word = 0; word < words; word += kAtOnce) {
    std::uint64_t codes = 0;
    const std::size_t bytes = std::min(sizeof codes, codes_.size() - word / 4);
    std::memcpy(&codes, codes_.data() + word / 4, bytes);
    if (words - word < kAtOnce) codes &= (std::uint64_t{1} << (2 * (words - word))) - 1;
    escapes += static_cast<std::uint32_t>(std::popcount(codes & codes >> 1U & kLowBits));
  }
  return escapes;
}

std::span<const std::uint32_t> Wording::words_from(std::string_view start) const {
  const auto sorted = sorted_.all();
  const auto begin =
      std::lower_bound(sorted.begin(), sorted.end(), start,
                       [&](std::uint32_t w, std::string_view text) { return word(w) < text; });
  const auto end = std::partition_point(
      begin, sorted.end(), [&](std::uint32_t w) { return word(w).starts_with(start); });
  return {begin, end};
}

std::uint32_t Wording::terms() const {
  return static_cast<std::uint32_t>(terms_.size());
}

std::string_view Wording::term(std::uint32_t number) const {
  if (number == 0) disk::not_whole(kWordingName);
  const std::string_view own = terms_[number - 1];
  return own.empty() && forms(number) != 0 ? word_of_form(number, 0) : own;
}

bool Wording::is_joined(std::uint32_t term) const {
  const auto joined = joined_terms_.all();
  return std::binary_search(joined.begin(), joined.end(), term);
}

bool Wording::is_joined_without_hyphen(std::uint32_t term) const {
  return is_joined(term | kTermWithoutHyphen);
}

std::uint32_t Wording::forms(std::uint32_t term) const {
  if (term > terms() || form_begins_[term] > form_begins_[term + 1]) disk::not_whole(kWordingName);
  return form_begins_[term + 1] - form_begins_[term];
}

std::uint32_t Wording::forms_before(std::uint32_t term) const {
  if (term > terms()) disk::not_whole(kWordingName);
  return form_begins_[term];
}

std::uint32_t Wording::form_index(std::uint32_t term, std::uint32_t n) const {
  if (n >= forms(term)) disk::not_whole(kWordingName);
  const std::uint32_t index = form_begins_[term] + n;
  if (index >= form_words_.size()) disk::not_whole(kWordingName);
  return index;
}

std::string_view Wording::form(std::uint32_t term, std::uint32_t n) const {
  const std::uint32_t index = form_index(term, n);
  const std::string_view own = forms_[index];
  return own.empty() ? word(form_words_[index]) : own;
}

std::string_view Wording::word_of_form(std::uint32_t term, std::uint32_t n) const {
  return word(form_words_[form_index(term, n)]);
}

void Wording::verify() const {
  file_.verify<WordingFooter>(kWordingMagic);
}

std::vector<std::uint32_t> order_forms(const std::vector<Form>& forms) {
  std::vector<std::uint32_t> order(forms.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return forms[a].count != forms[b].count ? forms[a].count > forms[b].count
                                            : forms[a].written < forms[b].written;
  });
  std::vector<std::uint32_t> numbers(forms.size());
  for (std::uint32_t n = 0; n < order.size(); ++n) numbers[order[n]] = n;
  return numbers;
}

WordingWriter::WordingWriter(const std::filesystem::path& file) : file_(file) {}

void WordingWriter::add_article(const ArticleWording& article) {
  scratch_.clear();
  put_stream(scratch_, article);
  file_.append(scratch_);
  stream_ends_.push_back(file_.size());
  body_words_.push_back(article.body_words);
  for (const JoinedWord& joined : article.joined) mark_joined(joined.term, joined.hyphenated);
}

void WordingWriter::mark_joined(std::uint32_t term, bool hyphenated) {
  joined_terms_.insert(term);
  if (!hyphenated) joined_terms_.insert(term | kTermWithoutHyphen);
}

void WordingWriter::add_term(std::string_view term, const std::vector<Form>& forms,
                             std::span<const std::uint32_t> numbers) {
  const auto end_of = [](const std::string& text) {
    return static_cast<std::uint32_t>(text.size());
  };
  std::vector<const Form*> ordered(forms.size());
  for (std::size_t i = 0; i < forms.size(); ++i) ordered[numbers[i]] = &forms[i];
  // Most words are their own term, and written as they are folded: such texts are stored once.
  if (!ordered.empty() && ordered.front()->word != term) terms_ += term;
  term_ends_.push_back(end_of(terms_));
  const auto number = static_cast<std::uint32_t>(term_ends_.size());
  std::vector<std::string_view> words;
  const auto first_word = static_cast<std::uint32_t>(word_ends_.size());
  for (const Form* form : ordered) {
    const auto at = std::find(words.begin(), words.end(), form->word);
    const auto place = static_cast<std::uint32_t>(at - words.begin());
    if (at == words.end()) {
      words.emplace_back(form->word);
      words_ += form->word;
      word_ends_.push_back(end_of(words_));
      word_terms_.push_back(number);
    }
    if (form->written != form->word) forms_ += form->written;
    form_ends_.push_back(end_of(forms_));
    form_words_.push_back(first_word + place);
  }
  form_begins_.push_back(static_cast<std::uint32_t>(form_ends_.size()));
}

void WordingWriter::finish() {
  WordingFooter footer;
  footer.documents = stream_ends_.size();
  footer.streams_end = file_.size();
  const auto text = [&](const std::string& bytes) {
    const std::uint64_t offset = file_.size();
    file_.append(bytes);
    return offset;
  };
  footer.stream_ends = file_.append_array(stream_ends_);
  footer.body_words = file_.append_array(body_words_);
  footer.term_count = term_ends_.size();
  footer.term_ends = file_.append_array(term_ends_);
  footer.terms = text(terms_);
  footer.word_count = word_ends_.size();
  footer.word_ends = file_.append_array(word_ends_);
  footer.word_terms = file_.append_array(word_terms_);
  footer.words = text(words_);
  footer.form_begins = file_.append_array(form_begins_);
  footer.form_count = form_ends_.size();
  footer.form_ends = file_.append_array(form_ends_);
  footer.form_words = file_.append_array(form_words_);
  footer.forms = text(forms_);
  const std::vector<std::uint32_t> joined(joined_terms_.begin(), joined_terms_.end());
  footer.joined_count = joined.size();
  footer.joined_terms = file_.append_array(joined);
  const auto word = [&](std::uint32_t w) {
    return disk::part_of(std::string_view(words_), std::span<const std::uint32_t>(word_ends_), w,
                         kWordingName);
  };
  std::vector<std::uint32_t> sorted(word_ends_.size());
  std::iota(sorted.begin(), sorted.end(), 0U);
  std::sort(sorted.begin(), sorted.end(),
            [&](std::uint32_t a, std::uint32_t b) { return word(a) < word(b); });
  footer.sorted = file_.append_array(sorted);
  file_.finish(footer);
}

}  // namespace dateline::segment
