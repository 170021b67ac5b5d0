#include "widgets/layers/contribution_table.h"

#include <utility>

namespace vitrine::widgets {

namespace {

QVariant numberOf(int index) {
    return index >= 0 ? QVariant(index) : QVariant();
}

} // namespace

ContributionTable::ContributionTable(QObject* parent) : QAbstractTableModel(parent) {
}

void ContributionTable::setRows(std::vector<ContributionRow> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ContributionTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ContributionTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ContributionTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || role != Qt::DisplayRole)
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Part:
        return contributionName(row.kind);
    case Layer:
        return numberOf(row.layer);
    case Head:
        return numberOf(row.head);
    case Value:
        return row.value;
    default:
        return {};
    }
}

QVariant ContributionTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Part:
        return tr("part");
    case Layer:
        return tr("layer");
    case Head:
        return tr("head");
    case Value:
        return tr("contribution");
    default:
        return {};
    }
}

} // namespace vitrine::widgets
