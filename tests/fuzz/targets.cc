// SPDX-License-Identifier: GPL-2.0-or-later
// The targets, and the promises each checks.
#include "tests/fuzz/targets.h"

#include "common/date/date.h"
#include "common/engine/query/error.h"
#include "common/engine/query/parser.h"
#include "common/fields/record.h"
#include "common/text/utf8.h"
#include "indexer/extract/dateline.h"
#include "indexer/extract/understand.h"
#include "indexer/readers/formats.h"
#include "indexer/readers/read_source.h"
#include "indexer/readers/stream/input.h"
#include "tests/fuzz/archive_targets.h"
#include "tests/fuzz/promise.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>

#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <unistd.h>

namespace dateline::fuzz {
namespace {

const Date kToday = *make_date(2019, 12, 13);

/// A file that exists only in memory: a disk would take most of a run's time.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : fd_(memfd_create("fuzz", MFD_CLOEXEC)) {
    if (fd_ < 0) fail();
    while (!bytes.empty()) {
      const ssize_t written = write(fd_, bytes.data(), bytes.size());
      if (written < 0) fail();
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { close(fd_); }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  [[noreturn]] static void fail() { throw std::system_error(errno, std::generic_category()); }
  int fd_;
};

void check(const ReadResult& result) {
  if (const Reject* const reject = std::get_if<Reject>(&result)) {
    promise(!reject->reason.empty(), "a reject without a reason");
    promise(text::is_utf8(reject->reason), "a reason that is no UTF-8");
    return;
  }
  // The language is given, because we do not fuzz CLD2. Writing JSON refuses broken UTF-8.
  const Article article = understand(std::get<RawArticle>(result), {"", "en"}, kToday);
  promise(!to_json(article).dump().empty(), "an article that cannot be written");
}

void check_all(Reader& reader, std::size_t bytes) {
  std::size_t results = 0;
  while (const auto result = reader.next()) {
    promise(++results <= bytes + 1, "a reader makes more of a file than it has bytes");
    check(*result);
  }
}

void run_reader(const Target& target, std::string_view bytes) {
  const MemoryFile file(bytes);
  Input input(file.path());
  const Format& format = *format_from_name(target.format);
  recognise(input);
  check_all(*format.open(input, {"file", {}}), bytes.size());
}

/// Items of RSS, which have a reader of their own, as a mapping would describe them.
void run_mapped_xml(const Target&, std::string_view bytes) {
  Mapping mapping;
  mapping.format = "xml";
  mapping.articles = "/rss/channel/item";
  mapping.fields = {{Field::Headline, {"title", "/rss/channel/title"}},
                    {Field::Body, {"description", "encoded"}},
                    {Field::Id, {"guid/@isPermaLink", "guid"}},
                    {Field::Date, {"pubDate"}}};
  const MemoryFile file(bytes);
  Input input(file.path());
  const Format* const format = recognise(input, &mapping);
  check_all(*format->open(input, {"file", &mapping}), bytes.size());
}

class Checks : public Receiver {
 public:
  void begin(const std::string&, const Format&) override {}
  void pass_over(const std::string&, const std::string&) override {}
  bool take(ReadResult result) override {
    check(result);
    return true;
  }
  void end(const std::string&, const std::string&) override {}
};

/// A file as `add` takes it: compressed, packed or plain, in whichever format it is.
void run_file(const Target&, std::string_view bytes) {
  const MemoryFile file(bytes);
  FileStream stream(file.path());
  Checks checks;
  read_source(stream, "file", {}, checks);
}

void check(const DateResult& result) {
  if (const DateProblem* const problem = std::get_if<DateProblem>(&result)) {
    promise(!problem->message.empty(), "a date is refused without a reason");
    return;
  }
  const Date& date = std::get<Date>(result);
  promise(date.known(), "a date without a year");
  const auto again = from_sortable(sortable(date));
  promise(again && sortable(*again) == sortable(date), "a date that cannot be kept");
  promise(!whole_period(date).empty(), "a date of no day");
}

void run_date(const Target&, std::string_view bytes) {
  check(parse_date(bytes));
}

void run_stated_date(const Target&, std::string_view bytes) {
  for (const DateOrder order : {DateOrder::Unknown, DateOrder::DayFirst, DateOrder::MonthFirst}) {
    check(parse_stated_date(bytes, order).result);
  }
}

void run_dateline(const Target&, std::string_view bytes) {
  // Bodies are UTF-8 without control characters when datelines are looked for.
  const std::string body = text::tidy_paragraphs(text::decode_8bit(std::string(bytes)).text);
  const auto dateline = parse_dateline(body, kToday);
  if (!dateline) return;
  promise(text::is_utf8(dateline->text + dateline->place + dateline->credit),
          "a dateline that is no UTF-8");
  promise(!dateline->date || dateline->date->known(), "a dateline with a date without a year");
}

void run_query(const Target&, std::string_view bytes) {
  try {
    for (const query::Reading reading : {query::Reading::All, query::Reading::Any}) {
      const query::Node tree = query::parse(bytes, {kToday, reading});
      promise(!query::in_words(tree).empty(), "a query that cannot be explained");
    }
  } catch (const query::QueryError& error) {
    promise(error.place()->column <= bytes.size() + 1, "an error beyond the end of the query");
  }
}

}  // namespace

const std::vector<Target>& targets() {
  static const std::vector<Target> all = [] {
    std::vector<Target> list = {
        {"date", "", run_date},         {"stated-date", "", run_stated_date},
        {"dateline", "", run_dateline}, {"query", "", run_query},
        {"file", "packed", run_file},   {"reader-mapped-xml", "rss", run_mapped_xml}};
    for (const Format& format : formats()) {
      list.push_back({"reader-" + std::string(format.name), std::string(format.name), run_reader});
    }
    std::ranges::move(archive_targets(), std::back_inserter(list));
    return list;
  }();
  return all;
}

const Target* target_from_name(std::string_view name) {
  const auto it = std::find_if(targets().begin(), targets().end(),
                               [&](const Target& target) { return target.name == name; });
  return it == targets().end() ? nullptr : &*it;
}

}  // namespace dateline::fuzz
