// SPDX-License-Identifier: GPL-2.0-or-later
// Rows are written as they come, so that a long sheet takes little memory.
#include "searcher/export/workbook.h"

#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "searcher/export/formats/fields.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

namespace dateline {
namespace {

[[noreturn]] void fail(int error) {
  throw Error(code_of(error), fmt::format("cannot make the workbook: {}", std::strerror(error)));
}

/// "2019-12-13" from 1900 on, which is where the calendar of spreadsheets begins.
bool read_day(const std::string& text, lxw_datetime& day) {
  return std::sscanf(text.c_str(), "%4d-%2d-%2d", &day.year, &day.month, &day.day) == 3 &&
         day.year >= 1900;
}

/// "10:15" or "10:15:30"
bool read_time(const std::string& text, lxw_datetime& time) {
  int second = 0;
  const int read = std::sscanf(text.c_str(), "%2d:%2d:%2d", &time.hour, &time.min, &second);
  time.sec = second;
  return read >= 2;
}

}  // namespace

std::string_view cut_cell(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xC0U) == 0x80) continue;
    // What takes four bytes here takes two units there.
    characters += byte >= 0xF0 ? 2 : 1;
    if (characters > kMaxCellCharacters) return text.substr(0, at);
  }
  return text;
}

Workbook::Workbook(const std::vector<std::string>& columns)
    : columns_(columns), file_(memfd_create("workbook", MFD_CLOEXEC)) {
  if (!file_) fail(errno);
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  workbook_ = workbook_new_opt(fmt::format("/proc/self/fd/{}", file_.get()).c_str(), &options);
  if (workbook_ == nullptr) throw std::bad_alloc();
  sheet_ = workbook_add_worksheet(workbook_, "articles");
  if (sheet_ == nullptr) fail(errno);
  day_ = workbook_add_format(workbook_);
  format_set_num_format(day_, "yyyy-mm-dd");
  time_ = workbook_add_format(workbook_);
  format_set_num_format(time_, "hh:mm:ss");
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    worksheet_write_string(sheet_, 0, static_cast<lxw_col_t>(i), columns_[i].c_str(), nullptr);
  }
  worksheet_freeze_panes(sheet_, 1, 0);
}

Workbook::~Workbook() {
  if (workbook_ != nullptr) workbook_close(workbook_);
}

void Workbook::put(std::uint16_t column, const std::string& name, const std::string& text) {
  lxw_datetime moment{};
  if (name == kDayColumn && read_day(text, moment)) {
    worksheet_write_datetime(sheet_, row_, column, &moment, day_);
    return;
  }
  if (name == kTimeColumn && read_time(text, moment)) {
    worksheet_write_datetime(sheet_, row_, column, &moment, time_);
    return;
  }
  const std::string_view kept = cut_cell(text);
  if (kept.size() != text.size()) ++cut_;
  worksheet_write_string(sheet_, row_, column, std::string(kept).c_str(), nullptr);
}

void Workbook::add(const std::string& row) {
  ++row_;
  const Json cells = Json::parse(row);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto& text = cells.at(i).get_ref<const std::string&>();
    if (!text.empty()) put(static_cast<std::uint16_t>(i), columns_[i], text);
  }
}

std::string Workbook::bytes() {
  lxw_workbook* const workbook = workbook_;
  workbook_ = nullptr;
  if (const lxw_error error = workbook_close(workbook); error != LXW_NO_ERROR) {
    throw Error(code_of(errno), fmt::format("cannot make the workbook: {}", lxw_strerror(error)));
  }
  std::string all;
  std::array<char, 65536> block{};
  off_t at = 0;
  for (;;) {
    const ssize_t n = pread(file_.get(), block.data(), block.size(), at);
    if (n < 0) fail(errno);
    if (n == 0) return all;
    all.append(block.data(), static_cast<std::size_t>(n));
    at += n;
  }
}

}  // namespace dateline
