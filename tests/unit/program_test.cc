// SPDX-License-Identifier: GPL-2.0-or-later
// Whatever is thrown becomes a line and an exit code.
#include "common/program.h"

#include "common/parallel.h"

#include <atomic>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <variant>

#include <catch2/catch.hpp>
#include <xapian.h>

using namespace dateline;

namespace {

template <typename Thrown>
Failure failure_of_throwing(const Thrown& thrown) {
  const auto failure = failure_of([&] { throw thrown; });
  REQUIRE(failure);
  CHECK(failure->text.ends_with("\n"));
  return *failure;
}

}  // namespace

TEST_CASE("what the machine or a user caused is told as such", "[program]") {
  const Failure usage = failure_of_throwing(Error(Exit::Usage, "no such thing", "try another"));
  CHECK(usage.code == Exit::Usage);
  CHECK(usage.text == "no such thing\n  try another\n");
  CHECK(failure_of_throwing(std::bad_alloc()).text == "out of memory\n");
  CHECK(failure_of_throwing(Xapian::DatabaseCorruptError("torn")).code == Exit::BadArchive);
  const std::error_code full = std::make_error_code(std::errc::no_space_on_device);
  for (const Failure& failure :
       {failure_of_throwing(std::system_error(full, "tmp")),
        failure_of_throwing(std::filesystem::filesystem_error("tmp", full))}) {
    CHECK(failure.code == Exit::MachineFailed);
    CHECK(failure.text.find("No space left on device") != std::string::npos);
    CHECK(failure.text.find("fault of Dateline") == std::string::npos);
  }
}

TEST_CASE("what nobody foresaw is told as a fault of Dateline", "[program]") {
  const auto is_fault = [](const Failure& failure) {
    return failure.code == Exit::MachineFailed &&
           failure.text.starts_with("this is a fault of Dateline: ") &&
           failure.text.find("report it") != std::string::npos;
  };
  CHECK(is_fault(failure_of_throwing(std::out_of_range("4294967295"))));
  CHECK(is_fault(failure_of_throwing(std::length_error("vector"))));
  CHECK(is_fault(failure_of_throwing(std::bad_variant_access())));
  CHECK(is_fault(failure_of_throwing(std::runtime_error("two\nlines"))));
  CHECK(is_fault(failure_of_throwing(5)));
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
    CHECK(failure->text.find("task") != std::string::npos);
    CHECK(done < 100);
  }
  const auto failure = failure_of([] {
    parallel(100, 4, []() -> std::function<void(std::size_t)> { throw std::bad_alloc(); });
  });
  REQUIRE(failure);
  CHECK(failure->text == "out of memory\n");
}
