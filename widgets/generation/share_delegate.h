#pragma once

#include <QStyledItemDelegate>

namespace vitrine::widgets {

/// Beneath a cell's text a bar as long as its share of one.
class ShareDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// 0 to 1; no bar where a cell has none.
    static constexpr int shareRole = 0x0100 + 101; // Qt::UserRole + 101

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace vitrine::widgets
