// SPDX-License-Identifier: GPL-2.0-or-later
// Each file in a source is recognised by its own content.
#include "indexer/readers/read_source.h"

#include "indexer/readers/formats.h"

namespace dateline {
namespace {

class Readings : public Visitor {
 public:
  Readings(const std::string& file, const ReadingOptions& options, Receiver& receiver)
      : file_(file), options_(options), receiver_(receiver) {}

  bool file(const std::string& member, Stream& bytes) override {
    Input input(bytes);
    bool any = false;
    try {
      if (input.peek(1).empty()) {
        problem(member, "the file is empty");
      } else if (const Format* const format = format_of(input); format == nullptr) {
        problem(member, "in no format that dateline-index formats lists");
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
    const auto reader = format.open(input, {file_, mapping()});
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
