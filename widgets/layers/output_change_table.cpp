#include "widgets/layers/output_change_table.h"

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"
#include "widgets/common/token_text.h"

namespace vitrine::widgets {

OutputChangeTable::OutputChangeTable(QObject* parent) : QAbstractTableModel(parent) {
}

void OutputChangeTable::setChange(const OutputChange& change) {
    beginResetModel();
    m_change = change;
    endResetModel();
}

void OutputChangeTable::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int OutputChangeTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_change.candidates.size());
}

int OutputChangeTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OutputChangeTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto& row = m_change.candidates[static_cast<std::size_t>(index.row())];
    const double before = row.before.probability;
    const double after = row.probabilityAfter;
    if (role == Qt::TextAlignmentRole) {
        const auto side = index.column() == Candidate ? Qt::AlignLeft : Qt::AlignRight;
        return QVariant::fromValue(side | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != exportRole)
        return {};
    const bool plain = role == exportRole;
    switch (index.column()) {
    case Candidate:
        return tokenText(row.before.bytes);
    case Before:
        return plain ? QVariant(before) : QVariant(formatProbability(before));
    case After:
        return plain ? QVariant(after) : QVariant(formatProbability(after));
    case Difference:
        return plain ? QVariant(after - before)
                     : QVariant((after > before ? QStringLiteral("+") : QString())
                         + formatNumber(after - before, 3));
    case Rank:
        return row.rankAfter;
    default:
        return {};
    }
}

QVariant OutputChangeTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Candidate:
        return tr("candidate");
    case Before:
        return tr("untouched");
    case After:
        return tr("patched");
    case Difference:
        return tr("difference");
    case Rank:
        return tr("rank");
    default:
        return {};
    }
}

} // namespace vitrine::widgets
