//! What papers are about.

use ground::vocabulary;

vocabulary! {
    /// What a paper is about.
    pub enum Topic {
        /// Roads and transport.
        Roads = "roads", "道路交通", "Roads and transport";
        /// Water and irrigation.
        Water = "water", "水利供水", "Water";
        /// Rubbish, rivers, air.
        Environment = "environment", "人居环境", "Environment";
        /// Farming and the countryside.
        Agriculture = "agriculture", "农业农村", "Farming";
        /// Schools and science.
        Education = "education", "教育科技", "Education";
        /// Health and sports.
        Health = "health", "医疗健康", "Health";
        /// Social security and care.
        Welfare = "welfare", "民政社保", "Welfare";
        /// Building, heating, gas, housing.
        Planning = "planning", "城乡建设", "Building and utilities";
        /// Public safety.
        Safety = "safety", "公共安全", "Public safety";
        /// Economy and industry.
        Economy = "economy", "产业经济", "Economy";
        /// Culture and tourism.
        Culture = "culture", "文化旅游", "Culture and tourism";
        /// Administration and justice.
        Governance = "governance", "法治政务", "Administration and justice";
    }
}
