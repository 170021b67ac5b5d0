#include "app/pages/notice_card.h"

#include <QLabel>

namespace vitrine::app {

NoticeCard::NoticeCard(QWidget* parent)
    : Card(parent), m_text(widgets::makeParented<QLabel>(this)) {
    m_text->setObjectName(QStringLiteral("notice"));
    m_text->setWordWrap(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setContent(m_text);
}

void NoticeCard::setText(const QString& text) {
    m_text->setText(text);
}

} // namespace vitrine::app
