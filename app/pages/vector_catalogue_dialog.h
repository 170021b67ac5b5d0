#pragma once

#include <QDialog>

#include <vector>

#include "app/pages/vector_catalogue.h"
#include "widgets/common/parented_ptr.h"

class QPushButton;
class QTableView;

namespace vitrine::widgets {
class TextTable;
}

namespace vitrine::app {

/// Fuller sets of word vectors: what they hold, whose they are and how they are opened.
class VectorCatalogueDialog : public QDialog {
    Q_OBJECT
public:
    explicit VectorCatalogueDialog(QWidget* parent);

Q_SIGNALS:
    void openFileAsked();

private:
    void fill();
    void build();
    int current() const;

    std::vector<PublishedVectors> m_vectors;
    widgets::parented_ptr<widgets::TextTable> m_model;
    widgets::parented_ptr<QTableView> m_table;
    widgets::parented_ptr<QPushButton> m_visit;
    widgets::parented_ptr<QPushButton> m_copy;
    widgets::parented_ptr<QPushButton> m_open;
};

} // namespace vitrine::app
