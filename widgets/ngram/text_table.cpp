#include "widgets/ngram/text_table.h"

#include <utility>

#include <QFont>

namespace vitrine::widgets {

TextTable::TextTable(QObject* parent) : QAbstractTableModel(parent) {
}

void TextTable::setRows(const QStringList& headers, QList<QList<Cell>> rows) {
    beginResetModel();
    m_headers = headers;
    m_rows = std::move(rows);
    endResetModel();
}

int TextTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TextTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant TextTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto& row = m_rows[index.row()];
    if (index.column() >= row.size())
        return {};
    const auto& cell = row[index.column()];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::UserRole:
        return cell.number.isValid() ? cell.number : QVariant(cell.text);
    case Qt::TextAlignmentRole:
        return QVariant(
            (cell.number.isValid() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole:
        if (cell.marked) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    case Qt::ToolTipRole: // what a narrow column cuts off
        return cell.number.isValid() ? QVariant() : QVariant(cell.text);
    default:
        return {};
    }
}

QVariant TextTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return m_headers.value(section);
    return {};
}

} // namespace vitrine::widgets
