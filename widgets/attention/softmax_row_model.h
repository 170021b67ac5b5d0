#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QStringList>

#include "widgets/attention/softmax_rows.h"

namespace vitrine::widgets {

/// A row of attention scores on its way through the softmax: key, score, exp, weight.
class SoftmaxRowModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Key, Score, Exponential, Weight };

    explicit SoftmaxRowModel(QObject* parent);

    /// `keys` names every key of the row.
    void setRows(std::vector<SoftmaxRow> rows, const QStringList& keys);
    /// The row of a key, or -1.
    int rowOf(int key) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const SoftmaxRow& row, Column column) const;

    std::vector<SoftmaxRow> m_rows;
    QStringList m_keys;
};

} // namespace vitrine::widgets
