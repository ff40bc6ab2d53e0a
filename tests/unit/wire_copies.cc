// SPDX-License-Identifier: GPL-2.0-or-later
// Texts are sentences of random words, frequent ones often: what matters is which sentences two
// articles have in common.
#include "tests/unit/wire_copies.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

using namespace dateline;

namespace test {
namespace {

using Sentences = std::vector<std::string>;

/// By Zipf's law, as in prose.
std::string some_word(Random& random) {
  constexpr double kWords = 20'000;
  const double unit = static_cast<double>(below(random, 1U << 20U)) / (1U << 20U);
  static const std::string kLetters = "etaoinsrhldcumfpgwybvk";
  auto rank = static_cast<std::size_t>(std::pow(kWords, unit));
  std::string word;
  for (; rank > 0; rank /= kLetters.size()) word += kLetters[rank % kLetters.size()];
  return word + "a";
}

std::string some_sentence(Random& random, std::size_t shortest = 8, std::size_t longest = 30) {
  std::string text;
  const std::size_t words = shortest + below(random, longest - shortest + 1);
  for (std::size_t i = 0; i < words; ++i) text += (i == 0 ? "" : " ") + some_word(random);
  return text + ".";
}

Sentences some_sentences(Random& random, std::size_t count) {
  Sentences all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(some_sentence(random));
  return all;
}

std::size_t words_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

std::size_t words_in(const Sentences& sentences) {
  std::size_t words = 0;
  for (const std::string& sentence : sentences) words += words_in(sentence);
  return words;
}

/// About one word in forty becomes another.
std::string edited(Random& random, const std::string& sentence) {
  std::string text;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t end = std::min(sentence.find(' ', at), sentence.size());
    text += (at == 0 ? "" : " ") +
            (below(random, 40) == 0 ? some_word(random) : sentence.substr(at, end - at));
    at = end + 1;
  }
  return text;
}

/// Without `part` of its words, from the end or here and there.
Sentences cut(Random& random, Sentences sentences, double part) {
  const std::size_t whole = words_in(sentences);
  const auto keep = static_cast<std::size_t>(static_cast<double>(whole) * (1 - part));
  const bool from_the_end = chance(random, 50);
  while (sentences.size() > 1) {
    const std::size_t i = from_the_end ? sentences.size() - 1 : below(random, sentences.size());
    if (words_in(sentences) - words_in(sentences[i]) < keep) break;
    sentences.erase(sentences.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return sentences;
}

/// As some outlet runs it.
Sentences as_run(Random& random, Sentences sentences) {
  if (chance(random, 60)) {
    sentences = cut(random, sentences, static_cast<double>(10 + below(random, 51)) / 100);
  }
  if (chance(random, 25)) {
    const auto middle = sentences.begin() + static_cast<std::ptrdiff_t>(sentences.size() / 2);
    std::rotate(sentences.begin(), middle, sentences.end());
  }
  if (chance(random, 25)) std::shuffle(sentences.begin(), sentences.end(), random);
  if (chance(random, 30)) sentences.front() = some_sentence(random, 15, 30);
  if (chance(random, 30)) {
    for (std::string& sentence : sentences) sentence = edited(random, sentence);
  }
  return sentences;
}

std::string in_paragraphs(Random& random, const Sentences& sentences) {
  std::string body;
  for (const std::string& sentence : sentences) {
    if (!body.empty()) body += chance(random, 50) ? "\n\n" : " ";
    body += sentence;
  }
  return body;
}

class Newsroom {
 public:
  explicit Newsroom(Random& random) : random_(random) {
    for (int i = 0; i < 12; ++i) {
      closings_.push_back(chance(random, 50) ? some_sentences(random, 1 + below(random, 3))
                                             : Sentences{});
    }
  }

  std::vector<Copy> run(int events) {
    for (int event = 0; event < events; ++event) cover(day_of(event));
    for (int series = 0; series < events / 20; ++series) report_daily();
    for (int i = 0; i < events / 10; ++i) round_up(day_of(i * 10));
    std::shuffle(all_.begin(), all_.end(), random_);
    return std::move(all_);
  }

 private:
  std::int64_t day_of(int event) { return first_day_ + event / 4; }

  void publish(const Sentences& sentences, int report, std::int64_t day, std::size_t outlet) {
    Sentences text = sentences;
    text.insert(text.end(), closings_[outlet].begin(), closings_[outlet].end());
    Copy copy;
    copy.report = report;
    copy.article.id = fmt::format("c{}", all_.size());
    copy.article.headline = some_sentence(random_, 4, 10);
    copy.article.body = in_paragraphs(random_, text);
    copy.article.source = fmt::format("Outlet {}", outlet);
    copy.article.language = "en";
    if (!chance(random_, 3)) {
      const auto late = static_cast<std::int64_t>(below(random_, 4));
      const Date date = from_day_number(day + late);
      const bool has_time = chance(random_, 30);
      copy.article.published = {has_time ? at_some_time(random_, date) : date, Evidence::Meta};
    }
    all_.push_back(std::move(copy));
  }

  void run_by_outlets(const Sentences& report, std::int64_t day) {
    const int number = reports_++;
    for (std::size_t copies = 1 + below(random_, 7); copies > 0; --copies) {
      publish(as_run(random_, report), number, day, below(random_, closings_.size()));
    }
    recent_.push_back(report);
  }

  /// Two to four agencies report an event, each in its own words except for shared statements.
  void cover(std::int64_t day) {
    const Sentences told = some_sentences(random_, 3);
    for (std::size_t agencies = 1 + below(random_, 4); agencies > 0; --agencies) {
      Sentences report = some_sentences(random_, 8 + below(random_, 25));
      const std::size_t own = words_in(report);
      for (const std::string& quote : told) {
        if (2 * words_in(quote) <= own / 3) {
          report.insert(report.begin() + static_cast<std::ptrdiff_t>(1 + below(random_, 4)), quote);
        }
        if (3 * (words_in(report) - own) > own) break;
      }
      run_by_outlets(report, day);
    }
  }

  /// Markets, weather: the words stay; names and figures, every sixth word, change.
  void report_daily() {
    const Sentences form = some_sentences(random_, 12);
    for (int day = 0; day < 10; ++day) {
      Sentences filled;
      for (const std::string& sentence : form) {
        std::string text;
        std::size_t word = 0;
        for (std::size_t at = 0; at < sentence.size(); ++word) {
          const std::size_t end = std::min(sentence.find(' ', at), sentence.size());
          const bool is_figure = word % 6 == 2;
          text += (at == 0 ? "" : " ") + (is_figure ? std::to_string(below(random_, 100'000))
                                                    : sentence.substr(at, end - at));
          at = end + 1;
        }
        filled.push_back(text);
      }
      publish(filled, reports_++, first_day_ + day, 0);
    }
  }

  /// The first two sentences of eight reports.
  void round_up(std::int64_t day) {
    Sentences all;
    for (int i = 0; i < 8; ++i) {
      const Sentences& report = pick(random_, recent_);
      all.insert(all.end(), report.begin(), report.begin() + 2);
    }
    publish(all, reports_++, day, 1);
  }

  Random& random_;
  std::int64_t first_day_ = day_number(*make_date(2019, 12, 13));  // a year ends meanwhile
  std::vector<Sentences> closings_;                                ///< of outlets
  std::vector<Sentences> recent_;
  int reports_ = 0;
  std::vector<Copy> all_;
};

}  // namespace

std::vector<Copy> wire_copies(Random& random, int events) {
  return Newsroom(random).run(events);
}

}  // namespace test
