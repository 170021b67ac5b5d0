#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "engine/values/block_walk.h"
#include "engine/values/model_anatomy.h"

namespace vitrine::widgets {

/// Every number of one token's way through a layer, one a row, in the order of the computation.
class BlockWalkTable : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit BlockWalkTable(QObject* parent);

    void setWalk(const BlockWalk& walk, const ModelAnatomy& anatomy);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    /// Head is empty where the part has none; heads and components count from 0.
    enum Column { Part, Head, Component, Value, ColumnCount };

    BlockWalk m_walk;
    ModelAnatomy m_anatomy;
    std::vector<int> m_ends; ///< of each step, the row after its last
};

} // namespace vitrine::widgets
