#pragma once

#include <QStyledItemDelegate>

namespace vitrine::widgets {

/// Beneath a cell's text a bar as long as its share of one, behind it a tint where it is marked.
class ShareDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// 0 to 1; no bar where a cell has none.
    static constexpr int shareRole = 0x0100 + 101; // Qt::UserRole + 101

    /// Whether the cell is marked, as one that is pointed at elsewhere.
    static constexpr int markedRole = shareRole + 1;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace vitrine::widgets
