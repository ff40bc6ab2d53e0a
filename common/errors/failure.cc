// SPDX-License-Identifier: GPL-2.0-or-later
// The only list of catch clauses.
#include "common/errors/failure.h"

#include <filesystem>
#include <new>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline {
namespace {

Error fault_of_ours(const char* what) {
  return {Code::Machine, fmt::format("this is a bug in Dateline: {}", what),
          "please report it, with the command and what it was given"};
}

}  // namespace

Error failure_of(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Error& error) {
    return error;
  } catch (const Xapian::DatabaseError& error) {
    return {Code::Damaged, "the archive cannot be read: " + error.get_msg(),
            "run: dateline-index check ARCHIVE"};
  } catch (const Xapian::Error& error) {
    return {Code::Machine, "Xapian failed: " + error.get_description()};
  } catch (const std::filesystem::filesystem_error& error) {
    const std::string path = error.path1().string();
    return {code_of(error.code().value()),
            fmt::format("{}{}{}", path, path.empty() ? "" : ": ", error.code().message())};
  } catch (const std::system_error& error) {
    return {code_of(error.code().value()), error.what()};
  } catch (const std::bad_alloc&) {
    return {Code::Machine, "out of memory"};
  } catch (const std::exception& error) {
    return fault_of_ours(error.what());
  } catch (...) {
    return fault_of_ours("something was thrown that is not an exception");
  }
}

std::optional<Error> failure_of(const std::function<void()>& work) {
  try {
    work();
    return std::nullopt;
  } catch (...) {
    return failure_of(std::current_exception());
  }
}

}  // namespace dateline
