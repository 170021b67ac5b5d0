#include "widgets/common/number_table.h"

#include <cmath>
#include <utility>

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"

namespace vitrine::widgets {

NumberTable::NumberTable(QObject* parent) : QAbstractTableModel(parent) {
}

void NumberTable::setNumbers(
    const QStringList& headers, const QStringList& rowNames, std::vector<double> numbers) {
    beginResetModel();
    m_headers = headers;
    m_rowNames = rowNames;
    m_numbers = std::move(numbers);
    endResetModel();
}

int NumberTable::rowCount(const QModelIndex& parent) const {
    const auto columns = m_headers.size() - nameColumns();
    if (parent.isValid() || columns < 1)
        return 0;
    return static_cast<int>(m_numbers.size()) / static_cast<int>(columns);
}

int NumberTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant NumberTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != exportRole))
        return {};
    const int column = index.column() - nameColumns();
    if (column < 0)
        return m_rowNames.value(index.row());
    const auto columns = static_cast<std::size_t>(columnCount() - nameColumns());
    const double number = m_numbers[static_cast<std::size_t>(index.row()) * columns
        + static_cast<std::size_t>(column)];
    if (std::isnan(number))
        return QString();
    return role == exportRole ? QVariant(number) : QVariant(formatValue(number));
}

QVariant NumberTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Horizontal ? QVariant(m_headers.value(section))
                                         : QVariant(section + 1);
}

} // namespace vitrine::widgets
