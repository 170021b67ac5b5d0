#include "app/pages/branch_comparison_model.h"

#include <algorithm>
#include <cmath>

#include "widgets/common/number_format.h"
#include "widgets/common/table_export.h"
#include "widgets/common/token_text.h"

namespace vitrine::app {

namespace {

/// Columns of one branch, counted from its first.
enum BranchColumn { Token, Probability, Bits };

} // namespace

BranchComparisonModel::BranchComparisonModel(QObject* parent) : QAbstractTableModel(parent) {
}

void BranchComparisonModel::setBranches(const BranchTree& tree, int first, int second) {
    const auto a = tree.pathTo(first);
    const auto b = tree.pathTo(second);
    const auto parting = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    const auto nodes = [&tree](auto from, auto to) {
        Branch branch;
        std::transform(
            from, to, std::back_inserter(branch), [&tree](int index) { return tree.node(index); });
        return branch;
    };
    beginResetModel();
    m_start = static_cast<int>(parting.first - a.begin());
    m_first = nodes(parting.first, a.end());
    m_second = nodes(parting.second, b.end());
    endResetModel();
}

void BranchComparisonModel::clear() {
    beginResetModel();
    m_first.clear();
    m_second.clear();
    endResetModel();
}

void BranchComparisonModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int BranchComparisonModel::rowCount(const QModelIndex& parent) const {
    const auto longest = static_cast<int>(std::max(m_first.size(), m_second.size()));
    return parent.isValid() || longest == 0 ? 0 : longest + 1;
}

int BranchComparisonModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BranchComparisonModel::data(const QModelIndex& index, int role) const {
    const auto column = static_cast<Column>(index.column());
    const bool isText = column == FirstToken || column == SecondToken;
    if (role == Qt::TextAlignmentRole && !isText) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != widgets::exportRole) {
        return {};
    }
    const auto value = cell(index.row(), column);
    if (role == widgets::exportRole || value.userType() != QMetaType::Double) {
        return value;
    }
    const bool bits = column == FirstBits || column == SecondBits;
    return bits ? widgets::formatBits(value.toDouble())
                : widgets::formatProbability(value.toDouble());
}

QVariant BranchComparisonModel::cell(int row, Column column) const {
    if (column == Position) {
        return isSumRow(row) ? QVariant(tr("together")) : QVariant(m_start + row + 1);
    }
    const bool second = column >= SecondToken;
    const auto& branch = second ? m_second : m_first;
    const int part = column - (second ? SecondToken : FirstToken);
    return isSumRow(row) ? sumCell(branch, part) : tokenCell(branch, row, part);
}

QVariant BranchComparisonModel::tokenCell(const Branch& branch, int row, int column) const {
    if (row >= static_cast<int>(branch.size())) {
        return {};
    }
    const auto& node = branch[static_cast<std::size_t>(row)];
    if (column == Token) {
        return widgets::tokenText(node.bytes.empty() ? node.piece : node.bytes);
    }
    if (!node.scored) {
        return {};
    }
    return column == Probability ? std::exp(node.logProbability)
                                 : widgets::surprisalBits(node.logProbability);
}

QVariant BranchComparisonModel::sumCell(const Branch& branch, int column) const {
    double sum = 0;
    int tokens = 0;
    for (const auto& node : branch) {
        sum += node.scored ? node.logProbability : 0;
        tokens += node.scored ? 1 : 0;
    }
    if (column == Token) {
        return tr("%n token(s)", nullptr, tokens);
    }
    return column == Probability ? std::exp(sum) : widgets::surprisalBits(sum);
}

QVariant BranchComparisonModel::headerData(
    int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Position:
        return tr("Position");
    case FirstToken:
        return tr("Shown branch");
    case SecondToken:
        return tr("Other branch");
    case FirstProbability:
    case SecondProbability:
        return tr("Probability");
    case FirstBits:
    case SecondBits:
        return tr("Surprisal, bits");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vitrine::app
