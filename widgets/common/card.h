#pragma once

#include <QFrame>

#include "engine/values/error.h"
#include "widgets/common/parented_ptr.h"

class QAbstractItemModel;
class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace vitrine::widgets {

class ElidedLabel;
class ExportMenu;
class Figure;
class IconButton;

/// A titled panel around one view, with Copy and Export for what it shows.
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(QWidget* parent);

    void setTitle(const QString& title);
    void setSubtitle(const QString& subtitle);
    /// Takes the widget as its child; it gets all room below the title.
    void setContent(QWidget* content);
    /// Adds a control at the right of the title; the card becomes its parent.
    void addHeaderWidget(QWidget* widget);
    /// What the menu exports; both stay the caller's. The menu button shows when there is one.
    void setFigure(const Figure* figure);
    void setTable(const QAbstractItemModel* table);

Q_SIGNALS:
    void exported(const QString& path);
    void exportFailed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void applyTheme();

    parented_ptr<QWidget> m_header;
    parented_ptr<QLabel> m_title;
    parented_ptr<ElidedLabel> m_subtitle;
    parented_ptr<IconButton> m_menuButton;
    parented_ptr<ExportMenu> m_menu;
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<QHBoxLayout> m_headerLayout;
};

} // namespace vitrine::widgets
