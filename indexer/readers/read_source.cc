// SPDX-License-Identifier: GPL-2.0-or-later
// Each file in a source is recognised by its own content.
#include "indexer/readers/read_source.h"

#include "common/text/utf8.h"
#include "indexer/readers/formats.h"
#include "indexer/readers/stream/foreign.h"
#include "indexer/readers/tabular/csv.h"
#include "indexer/readers/xml/root.h"

#include <limits>
#include <utility>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Of a table, whose columns it names.
std::string unknown_table(const std::vector<std::string>& columns) {
  constexpr std::size_t kMaxNames = 12;
  constexpr std::size_t kLongestName = 40;
  std::string names;
  bool is_header = true;
  for (std::size_t i = 0; i < columns.size() && i <= kMaxNames; ++i) {
    const std::string& name = columns[i];
    is_header = is_header && !name.empty() && name.size() <= kLongestName &&
                name.find_first_not_of("0123456789.,:/-+ ") != std::string::npos;
    names += names.empty() ? "" : ", ";
    names += i == kMaxNames ? "…" : fmt::format("'{}'", text::cut(name, kLongestName));
  }
  if (is_header) {
    return fmt::format(
        "a table whose columns are {}; no headline or text is among them by name: a "
        "mapping file says which column is what",
        names);
  }
  return fmt::format(
      "a table whose first row is {}, which are no names of columns; put a row before "
      "it, such as title,date,text",
      names);
}

/// Why a file that begins so is not read.
std::string unrecognised(std::string_view head) {
  if (const auto foreign = foreign_text(head)) {
    return fmt::format("{}, which is not read: {}", foreign->kind, foreign->to_do);
  }
  constexpr const char* kNoFormat = "in no format that dateline-index formats lists";
  if (const xml::Root root = xml::root_of(head); !root.name.empty()) {
    return fmt::format(
        "XML whose root element is <{}>, of which no format is known; a mapping file "
        "says where its articles are",
        text::cut(root.name, 40));
  }
  const std::string_view text = text::trim(head);
  if (text.starts_with('[') || text.starts_with('{')) {
    return "like JSON, but no list of objects, which articles are";
  }
  const bool is_text =
      head.find('\0') == std::string_view::npos &&
      text::is_utf8(text::cut(head, head.size() - std::min<std::size_t>(head.size(), 4)));
  if (!is_text) return fmt::format("{}: no text, and nothing else that is known", kNoFormat);
  if (const auto columns = unknown_columns(head); !columns.empty()) return unknown_table(columns);
  return fmt::format("{}; plain text has a line ' date 2019-12-13 Headline' before each article",
                     kNoFormat);
}

/// Hands on what a reader returns, and with it the damage that it was interrupted by. Where damage
/// lies is known before the article that it lies in, so that what is near it is held back by one.
class Delivery {
 public:
  Delivery(Input& input, Receiver& receiver, Origin origin)
      : input_(input), receiver_(receiver), origin_(std::move(origin)) {}

  /// False when no more is wanted.
  bool take(ReadResult result) {
    const Origin& origin =
        std::visit([](const auto& one) -> const Origin& { return one.origin; }, result);
    auto* const reject = std::get_if<Reject>(&result);
    if (!settle(origin.offset, reject)) return false;
    if (!input_.is_broken()) return hand_on(std::move(result));
    held_ = std::move(result);
    return true;
  }

  /// There is no more.
  void end() {
    if (is_wanted_) settle(std::numeric_limits<std::uint64_t>::max(), nullptr);
  }

 private:
  /// What is held was the last before `offset`, where `reject` is, if it is one: of damage and what
  /// it broke, one reject is enough.
  bool settle(std::uint64_t offset, Reject* reject) {
    std::vector<Reject> breaks;
    while (auto damage = input_.take_break(offset)) {
      if (held_ && std::holds_alternative<Reject>(*held_)) {
        reject = std::get_if<Reject>(&*held_);
      } else if (held_) {
        auto& article = std::get<RawArticle>(*held_);
        article.is_cut = article.is_cut || article.ends == 0 || article.ends > damage->suspect;
      }
      if (breaks.empty() && reject != nullptr) {
        reject->reason += "; " + damage->reason;
      } else {
        Origin origin = origin_;
        origin.offset = damage->offset;
        breaks.emplace_back(std::move(origin), std::move(damage->reason));
      }
      reject = nullptr;
    }
    if (auto* const article = held_ ? std::get_if<RawArticle>(&*held_) : nullptr) {
      const std::uint64_t end = article->ends == 0 ? offset : article->ends;
      article->is_cut = article->is_cut || input_.is_suspect(article->origin.offset, end);
    }
    if (held_) hand_on(std::move(*held_));
    held_.reset();
    for (Reject& each : breaks) hand_on(std::move(each));
    return is_wanted_;
  }

  bool hand_on(ReadResult result) {
    is_wanted_ = is_wanted_ && receiver_.take(std::move(result));
    return is_wanted_;
  }

  Input& input_;
  Receiver& receiver_;
  Origin origin_;
  std::optional<ReadResult> held_;
  bool is_wanted_ = true;
};

class Readings : public Visitor {
 public:
  Readings(const std::string& file, const ReadingOptions& options, Receiver& receiver)
      : file_(file), options_(options), receiver_(receiver) {}

  bool file(const std::string& member, Stream& bytes) override {
    Input input(bytes);
    bool any = false;
    Delivery delivery(input, receiver_, {file_, 0, 0, member});
    if (input.peek(1).empty()) {
      if (!input.is_broken()) {
        input.throw_failure();
        pass_over(member, kEmpty);
      }
    } else if (const Format* const format = format_of(input); format == nullptr) {
      delivery.take(Reject{{file_, 0, 0, member}, unrecognised(input.peek())});
    } else {
      receiver_.begin(member, *format);
      read(member, *format, input, delivery, any);
    }
    delivery.end();
    input.throw_failure();
    bytes_ += input.bytes_read();
    return any;
  }

  void pass_over(const std::string& member, const std::string& kind) override {
    receiver_.pass_over(member, kind);
  }

  void problem(const std::string& member, const std::string& reason) override {
    receiver_.take(Reject{{file_, 0, 0, member}, reason});
  }

  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  [[nodiscard]] const Mapping* mapping() const {
    return options_.mapping ? &*options_.mapping : nullptr;
  }

  const Format* format_of(Input& input) const {
    if (options_.format == nullptr) return recognise(input, mapping());
    if (!options_.format->declares_charset) input.guess_charset();
    return options_.format;
  }

  /// Sets `any` at the first article, which remains true whatever comes later.
  void read(const std::string& member, const Format& format, Input& input, Delivery& delivery,
            bool& any) {
    const auto reader = format.open(input, {file_, mapping(), options_.unused});
    bool is_wanted = true;
    while (is_wanted) {
      auto result = reader->next();
      if (!result) break;
      if (auto* const article = std::get_if<RawArticle>(&*result)) {
        any = true;
        input.arrived();
        const bool is_guessed = input.is_guessed() && !(text::is_ascii(article->headline) &&
                                                        text::is_ascii(article->body));
        if (is_guessed) article->repair = text::Repair::Guessed;
      }
      std::visit([&](auto& one) { one.origin.member = member; }, *result);
      is_wanted = delivery.take(std::move(*result));
    }
    delivery.end();
    receiver_.end(member, reader->closing_note());
  }

  const std::string& file_;
  const ReadingOptions& options_;
  Receiver& receiver_;
  std::uint64_t bytes_ = 0;
};

}  // namespace

std::uint64_t read_source(Stream& source, const std::string& file, const ReadingOptions& options,
                          Receiver& receiver) {
  Readings readings(file, options, receiver);
  unpack(source, readings, options.max_expansion);
  return readings.bytes();
}

}  // namespace dateline
