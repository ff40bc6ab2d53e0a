// SPDX-License-Identifier: GPL-2.0-or-later
// A workbook for spreadsheets (Office Open XML), by libxlsxwriter: one sheet, a row for each
// article.
#pragma once

#include "common/disk/fd.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace dateline {

/// The most articles of a sheet, and characters of a cell: spreadsheets take no more.
inline constexpr std::size_t kMaxSheetRows = 1'048'575;
inline constexpr std::size_t kMaxCellCharacters = 32'767;

/// The text, cut at so many characters as spreadsheets count them (UTF-16).
std::string_view cut_cell(std::string_view text);

class Workbook {
 public:
  /// With a first row that names the columns.
  explicit Workbook(const std::vector<std::string>& columns);
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  ~Workbook();

  /// A row of cells, as `xlsx_row` made it. Days and times become such, everything else is text,
  /// never a formula.
  void add(const std::string& row);

  /// The file. To be called once, after the last row. Throws Error (Machine).
  std::string bytes();

  /// Cells whose text was cut.
  [[nodiscard]] std::uint64_t cut() const noexcept { return cut_; }

 private:
  void put(std::uint16_t column, const std::string& name, const std::string& text);

  std::vector<std::string> columns_;
  disk::Fd file_;  ///< in memory
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_format* time_ = nullptr;
  std::uint32_t row_ = 0;
  std::uint64_t cut_ = 0;
};

}  // namespace dateline
