// SPDX-License-Identifier: GPL-2.0-or-later
// The one exception type that crosses module boundaries, with all that a caller needs to turn it
// into an exit code, an HTTP status or a page.
#pragma once

#include <cerrno>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace dateline {

/// The kind of an error. Kinds that a caller would treat differently have different codes, even if
/// they share an exit code; in brackets what a server would answer.
enum class Code {
  Usage,        ///< wrong options, or user input that cannot be used (400)
  Query,        ///< the query cannot be read or answered; has a QueryPlace (400)
  Timeout,      ///< the query takes longer than it may (504)
  Gone,         ///< a page of an archive that has changed since (410)
  Missing,      ///< there is no archive (404)
  Damaged,      ///< something in the archive has changed since it was written (500)
  Version,      ///< the archive was made by a newer version, or by one too old (500)
  Unreachable,  ///< no server answers for a shard (502)
  Locked,       ///< another process is writing to the archive (409)
  Busy,         ///< the archive changes too fast; the same may work in a moment (503)
  Full,         ///< no space is left on the device (507)
  Machine,      ///< input or output failed, memory is short, or Dateline has a fault (500)
};
/// Ends the list.
inline constexpr Code kLastCode = Code::Machine;

/// That of a call that failed with this errno.
inline Code code_of(int error) noexcept {
  return error == ENOSPC || error == EDQUOT ? Code::Full : Code::Machine;
}

/// A setting that a caller can change, under a name of its own: `--max-terms` on the command line.
enum class Setting {
  MaxTerms,
  MaxDepth,
  MaxExpansion,
  MaxTime,
  Synonyms,
  LockTimeout,
  Partial,
  Replace,
  DeliverTo,
  Dates,
  TopicFields,
  Page,
  Limit,
  ReadAgain,
  Strict,
};
/// Ends the list.
inline constexpr Setting kLastSetting = Setting::Strict;

/// What to do about an error: a phrase, and the setting that it is about, if any, without naming
/// it: "allow deeper brackets", MaxDepth. May be empty.
struct Advice {
  std::string text;
  std::optional<Setting> setting = std::nullopt;
  std::string value = {};  ///< of the setting, where only one will do
  std::string fix = {};    ///< the whole query without this error, if known

  Advice() = default;
  Advice(std::string words) : text(std::move(words)) {}  // NOLINT(google-explicit-constructor)
  Advice(const char* words) : text(words) {}             // NOLINT(google-explicit-constructor)
  Advice(std::string words, Setting about, std::string its_value = {})
      : text(std::move(words)), setting(about), value(std::move(its_value)) {}

  [[nodiscard]] bool empty() const noexcept { return text.empty(); }
};

/// Where the error is in a text that a user wrote.
struct QueryPlace {
  std::string text;
  std::size_t begin = 0;   ///< in bytes
  std::size_t end = 0;     ///< in bytes
  std::size_t column = 1;  ///< in characters (code points), the first of which is 1
  std::size_t length = 0;  ///< in characters
};

/// An error that a user or the machine caused; a plain value. `what()` is one line that says what
/// and where; `hint()` says what to do about it.
class Error : public std::runtime_error {
 public:
  Error(Code code, const std::string& message, Advice hint = {},
        std::optional<QueryPlace> place = std::nullopt)
      : std::runtime_error(message),
        code_(code),
        hint_(std::move(hint)),
        place_(std::move(place)) {}

  [[nodiscard]] Code code() const noexcept { return code_; }
  [[nodiscard]] const Advice& hint() const noexcept { return hint_; }
  /// For a query that cannot be read.
  [[nodiscard]] const std::optional<QueryPlace>& place() const noexcept { return place_; }

 private:
  Code code_;
  Advice hint_;
  std::optional<QueryPlace> place_;
};

}  // namespace dateline
