#include "widgets/layers/block_walk_table.h"

#include <algorithm>

#include "widgets/layers/site_text.h"

namespace vitrine::widgets {

BlockWalkTable::BlockWalkTable(QObject* parent) : QAbstractTableModel(parent) {
}

void BlockWalkTable::setWalk(const BlockWalk& walk, const ModelAnatomy& anatomy) {
    beginResetModel();
    m_walk = walk;
    m_anatomy = anatomy;
    m_ends.clear();
    int end = 0;
    for (const auto& step : walk.steps) {
        end += static_cast<int>(step.values.size());
        m_ends.push_back(end);
    }
    endResetModel();
}

int BlockWalkTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || m_ends.empty() ? 0 : m_ends.back();
}

int BlockWalkTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BlockWalkTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || role != Qt::DisplayRole)
        return {};
    const auto place = std::ranges::upper_bound(m_ends, index.row()) - m_ends.begin();
    const auto& step = m_walk.steps[static_cast<std::size_t>(place)];
    const int first = place > 0 ? m_ends[static_cast<std::size_t>(place - 1)] : 0;
    const int cell = index.row() - first;
    switch (index.column()) {
    case Part:
        return partName(step.site, m_anatomy);
    case Head:
        return step.rows > 1 ? QVariant(cell / step.columns) : QVariant();
    case Component:
        return cell % step.columns;
    case Value:
        return step.values[static_cast<std::size_t>(cell)];
    default:
        return {};
    }
}

QVariant BlockWalkTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Part:
        return tr("part");
    case Head:
        return tr("head");
    case Component:
        return tr("component");
    case Value:
        return tr("value");
    default:
        return {};
    }
}

} // namespace vitrine::widgets
