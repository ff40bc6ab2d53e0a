// SPDX-License-Identifier: GPL-2.0-or-later
// Whatever is thrown becomes a line and an exit code.
#include "common/cli/exit.h"
#include "common/cli/failure_text.h"
#include "common/errors/failure.h"
#include "common/fields/record.h"
#include "common/process/parallel.h"

#include <atomic>
#include <filesystem>
#include <map>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <xapian.h>

namespace program_test {

using namespace dateline;

namespace {

/// What the command line reports.
struct Told {
  Code code = Code::Machine;
  std::string text;
};

template <typename Thrown>
Told told_of(const Thrown& thrown) {
  const auto failure = failure_of([&] { throw thrown; });
  REQUIRE(failure);
  return {failure->code(), cli::lines_of(*failure)};
}

}  // namespace

TEST_CASE("what the machine or a user caused is reported as such", "[program]") {
  const Told usage = told_of(Error(Code::Usage, "no such thing", "try another"));
  CHECK(usage.code == Code::Usage);
  CHECK(usage.text == "no such thing\n  try another\n");
  CHECK(told_of(std::bad_alloc()).text == "out of memory\n");
  CHECK(told_of(Xapian::DatabaseCorruptError("torn")).code == Code::Damaged);
  const std::error_code full = std::make_error_code(std::errc::no_space_on_device);
  for (const Told& failure : {told_of(std::system_error(full, "tmp")),
                              told_of(std::filesystem::filesystem_error("tmp", full))}) {
    CHECK(failure.code == Code::Full);
    CHECK(failure.text.find("No space left on device") != std::string::npos);
    CHECK(failure.text.find("bug in Dateline") == std::string::npos);
  }
}

TEST_CASE("each code has its name, and its exit code", "[program]") {
  const std::map<std::string_view, int> all = {{"usage", 2},   {"query", 2},       {"timeout", 2},
                                               {"gone", 2},    {"missing", 3},     {"damaged", 3},
                                               {"version", 3}, {"unreachable", 3}, {"locked", 4},
                                               {"busy", 5},    {"full", 5},        {"machine", 5}};
  std::map<std::string_view, int> found;
  for (int code = 0; code <= static_cast<int>(kLastCode); ++code) {
    found[cli::name_of(static_cast<Code>(code))] =
        static_cast<int>(exit_of(static_cast<Code>(code)));
  }
  CHECK(found == all);
}

TEST_CASE("only the command line names options", "[program]") {
  const Error deep(Code::Query, "too deep", {"allow deeper brackets", Setting::MaxDepth});
  CHECK(deep.hint().text == "allow deeper brackets");
  CHECK(cli::hint_of(deep.hint()) == "allow deeper brackets by --max-depth");
  CHECK(cli::one_line_of(deep) == "too deep; allow deeper brackets by --max-depth");
  for (int setting = 0; setting <= static_cast<int>(kLastSetting); ++setting) {
    const Error error(Code::Usage, "what", {"do so", static_cast<Setting>(setting)});
    CHECK(cli::hint_of(error.hint()).find("--") != std::string::npos);
  }
  const Error cut(Code::Full, "no space", {"continue", Setting::Page, "1-2"});
  CHECK(cli::hint_of(cut.hint()) == "continue with: --page 1-2");
  const Json json = Json::parse(cli::json_of(cut)).at("error");
  CHECK(json.at("option") == "--page");
  CHECK(json.at("value") == "1-2");
}

TEST_CASE("what nobody foresaw is reported as a bug in Dateline", "[program]") {
  const auto is_fault = [](const Told& failure) {
    return failure.code == Code::Machine &&
           failure.text.starts_with("this is a bug in Dateline: ") &&
           failure.text.find("report it") != std::string::npos;
  };
  CHECK(is_fault(told_of(std::out_of_range("4294967295"))));
  CHECK(is_fault(told_of(std::length_error("vector"))));
  CHECK(is_fault(told_of(std::bad_variant_access())));
  CHECK(is_fault(told_of(std::runtime_error("two\nlines"))));
  CHECK(is_fault(told_of(5)));
  CHECK_FALSE(failure_of([] {}));
}

TEST_CASE("an exception in any thread is carried to who waits for it", "[program]") {
  for (const std::size_t bad : {0U, 1U, 99U}) {
    std::atomic<int> done = 0;
    const auto failure = failure_of([&] {
      parallel(100, 4, [&] {
        return [&](std::size_t i) {
          if (i == bad) throw std::out_of_range("task");
          ++done;
        };
      });
    });
    REQUIRE(failure);
    CHECK(std::string(failure->what()).find("task") != std::string::npos);
    CHECK(done < 100);
  }
  const auto failure = failure_of([] {
    parallel(100, 4, []() -> std::function<void(std::size_t)> { throw std::bad_alloc(); });
  });
  REQUIRE(failure);
  CHECK(std::string(failure->what()) == "out of memory");
}

}  // namespace program_test
