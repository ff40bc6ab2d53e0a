// SPDX-License-Identifier: GPL-2.0-or-later
// Each file in a source is recognised by its own content.
#include "indexer/readers/read_source.h"

#include "common/text/utf8.h"
#include "indexer/readers/formats.h"
#include "indexer/readers/stream/foreign.h"

#include <fmt/format.h>

namespace dateline {
namespace {

/// Why a file that begins so is not read.
std::string unrecognised(std::string_view head) {
  if (const auto foreign = foreign_text(head)) {
    return fmt::format("{}, which is not read: {}", foreign->kind, foreign->to_do);
  }
  constexpr const char* kNoFormat = "in no format that dateline-index formats lists";
  const bool is_text =
      head.find('\0') == std::string_view::npos &&
      text::is_utf8(text::cut(head, head.size() - std::min<std::size_t>(head.size(), 4)));
  if (!is_text) return kNoFormat;
  return fmt::format("{}; plain text has a line ' date 2019-12-13 Headline' before each article",
                     kNoFormat);
}

class Readings : public Visitor {
 public:
  Readings(const std::string& file, const ReadingOptions& options, Receiver& receiver)
      : file_(file), options_(options), receiver_(receiver) {}

  bool file(const std::string& member, Stream& bytes) override {
    Input input(bytes);
    bool any = false;
    try {
      if (input.peek(1).empty()) {
        pass_over(member, kEmpty);
      } else if (const Format* const format = format_of(input); format == nullptr) {
        problem(member, unrecognised(input.peek()));
      } else {
        receiver_.begin(member, *format);
        read(member, *format, input, any);
      }
    } catch (const DamagedError& e) {
      problem(member, e.what());
    }
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
    return options_.format != nullptr ? options_.format : recognise(input, mapping());
  }

  /// Sets `any` at the first article, which remains true whatever comes later.
  void read(const std::string& member, const Format& format, Input& input, bool& any) {
    const auto reader = format.open(input, {file_, mapping(), options_.unused});
    try {
      while (auto result = reader->next()) {
        if (std::holds_alternative<RawArticle>(*result)) {
          any = true;
          input.arrived();
        }
        std::visit([&](auto& one) { one.origin.member = member; }, *result);
        if (!receiver_.take(std::move(*result))) break;
      }
    } catch (const DamagedError& e) {
      problem(member, e.what());
    }
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
