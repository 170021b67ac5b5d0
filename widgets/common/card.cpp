#include "widgets/common/card.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/common/elided_label.h"
#include "widgets/common/export_menu.h"
#include "widgets/common/icon_button.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

Card::Card(QWidget* parent)
    : QFrame(parent), m_header(makeParented<QWidget>(this)),
      m_title(makeParented<QLabel>(m_header)), m_subtitle(makeParented<ElidedLabel>(m_header)),
      m_menuButton(makeParented<IconButton>(QStringLiteral("export"), m_header)),
      m_menu(makeParented<ExportMenu>(this)), m_layout(makeParented<QVBoxLayout>(this)),
      m_headerLayout(makeParented<QHBoxLayout>(m_header)) {
    setProperty("card", true);
    setTextRole(m_title, TextRole::Heading);
    setTextRole(m_subtitle, TextRole::Caption);
    m_headerLayout->setContentsMargins({});
    m_headerLayout->addWidget(m_title);
    m_headerLayout->addWidget(m_subtitle, 1);
    m_headerLayout->addWidget(m_menuButton);
    m_layout->addWidget(m_header);
    m_menuButton->setMenu(m_menu);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->hide();
    connect(m_menu, &ExportMenu::exported, this, &Card::exported);
    connect(m_menu, &ExportMenu::failed, this, &Card::exportFailed);
    applyTheme();
    retranslate();
}

void Card::setTitle(const QString& title) {
    m_title->setText(title);
    m_menu->setFileName(title.toLower().simplified().replace(QLatin1Char(' '), QLatin1Char('-')));
    setAccessibleName(title);
}

void Card::setSubtitle(const QString& subtitle) {
    m_subtitle->setText(subtitle);
}

void Card::setContent(QWidget* content) {
    m_layout->addWidget(content, 1);
}

void Card::addHeaderWidget(QWidget* widget) {
    m_headerLayout->insertWidget(m_headerLayout->indexOf(m_menuButton), widget);
}

void Card::setFigure(const Figure* figure) {
    m_menu->setFigure(figure);
    m_menuButton->setVisible(!m_menu->isEmpty());
}

void Card::setTable(const QAbstractItemModel* table) {
    m_menu->setTable(table);
    m_menuButton->setVisible(!m_menu->isEmpty());
}

void Card::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange)
        applyTheme();
}

void Card::retranslate() {
    m_menuButton->setDescription(tr("Copy or export what this card shows"));
}

void Card::applyTheme() {
    const Theme theme = Theme::of(this);
    const int side = theme.px(14);
    m_layout->setContentsMargins(side, theme.px(8), theme.px(10), theme.px(12));
    m_layout->setSpacing(theme.px(8));
    m_headerLayout->setSpacing(theme.px(8));
    m_header->setMinimumHeight(theme.px(28));
}

} // namespace vitrine::widgets
