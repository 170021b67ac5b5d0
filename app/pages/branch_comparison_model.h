#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "app/workspace/branch_tree.h"

namespace vitrine::app {

/// Two continuations of the same text, token by token from where they part, with the probability of
/// each; the last row adds them up.
class BranchComparisonModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Position,
        FirstToken,
        FirstProbability,
        FirstBits,
        SecondToken,
        SecondProbability,
        SecondBits,
        ColumnCount
    };

    explicit BranchComparisonModel(QObject* parent);

    /// The paths of two nodes of `tree`.
    void setBranches(const BranchTree& tree, int first, int second);
    void clear();
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Branch = std::vector<BranchNode>;

    bool isSumRow(int row) const { return row + 1 == rowCount(); }
    QVariant cell(int row, Column column) const;
    QVariant tokenCell(const Branch& branch, int row, int column) const;
    QVariant sumCell(const Branch& branch, int column) const;

    int m_start = 0; ///< position in the text of the first row
    Branch m_first;
    Branch m_second;
};

} // namespace vitrine::app
